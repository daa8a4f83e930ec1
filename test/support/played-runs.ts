import type { Browser, BrowserContextOptions } from 'playwright-core';
import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../src/backend/wandb/operations';
import { formatLine, type Row, basicAuthorization } from '../../src/wire/index';
import { fileStreamPath, type FileStreamRequest } from '../../src/wire/wandb/index';
import { newPage, type Watched } from './browser';
import type { SpawnedServer } from './server';

/** Runs that are played to a built server by requests of W&B's protocol, and a browser for its dashboard. */
export class PlayedRuns {
  constructor(
    readonly server: SpawnedServer,
    readonly browser: Browser,
  ) {}

  /** A page of a profile of its own, logged in. */
  async openPage(options: BrowserContextOptions = {}): Promise<Watched> {
    const watched = await newPage(this.browser, options);
    await watched.page.goto(this.server.loginUrl);
    return watched;
  }

  /** Makes a run, or changes it. */
  async upsert(project: string, run: string, fields: object = {}): Promise<void> {
    const query = 'mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }';
    await this.graphql(query, { input: { name: run, displayName: run, modelName: project, ...fields } });
  }

  /** Stores a file of a run as W&B's clients do it: the PUT has no credential. */
  async upload(project: string, run: string, name: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
    const variables = { entity: 'local', project, run, files: [name] };
    const { createRunFiles } = await this.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, variables);
    const response = await fetch(createRunFiles.files[0]!.uploadUrl!, { method: 'PUT', body });
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
  }

  async graphql<T>(query: string, variables: object): Promise<T> {
    return ((await this.#post('graphql', { query, variables })) as { data: T }).data;
  }

  async stream(project: string, run: string, files: FileStreamRequest['files']): Promise<void> {
    await this.#post(fileStreamPath('local', project, run), { files });
  }

  /** Makes a run with these history rows; its summary is the last of them. */
  async log(project: string, run: string, rows: Row[], fields: object = {}): Promise<void> {
    await this.upsert(project, run, fields);
    await this.stream(project, run, {
      'wandb-history.jsonl': { offset: 0, content: rows.map(formatLine) },
      'wandb-summary.json': { offset: 0, content: [formatLine(rows.at(-1) ?? {})] },
    });
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json', authorization: basicAuthorization(this.server.key) };
    const response = await fetch(`${this.server.url}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok || text.includes('"errors"')) throw new Error(`${path}: ${text}`);
    return JSON.parse(text);
  }
}
