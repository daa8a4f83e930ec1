import { type GraphqlAnswer, basicAuthorization, messageOf, SpoorError } from '../../wire/index';
import { safePaths, safeSegment } from './file-path';
import type { OfflineRun } from './offline-run';
import type { ExportListener } from './run-records';
import type { RunName, RunSource } from './source';

/**
 * What `GET /api/runs/{entity}/{project}/{run}/wandb` answers: an offline run without its bytes. They are at
 * `…/wandb/log` and `…/wandb/file?name=…`.
 */
export interface OfflineRunManifest {
  folder: string;
  lines: number;
  /** `name` is null for the log; `modified` is in Unix milliseconds. */
  files: { path: string; name: string | null; modified: number }[];
}

const PROJECTS = `query Projects($after: String) {
  models(first: 500, after: $after) { edges { node { name entityName } } pageInfo { endCursor hasNextPage } }
}`;

const RUNS = `query Runs($entity: String!, $project: String!, $after: String) {
  project(entityName: $entity, name: $project) { runs(first: 500, after: $after) { edges { node { name } } pageInfo { endCursor hasNextPage } } }
}`;

interface Page<Node> {
  edges: { node: Node }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/** The runs of a server that is running; its database is open to nobody else. */
export class ServerSource implements RunSource {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url.replace(/\/+$/, '');
    this.#key = key;
  }

  async list(): Promise<RunName[]> {
    const names: RunName[] = [];
    const projects = this.#all(
      (after) => this.#ask<{ models: Page<{ name: string; entityName: string }> }>(PROJECTS, { after }),
      'models',
    );
    for await (const { entityName: entity, name: project } of projects) {
      const runs = this.#all(async (after) => {
        const answer = await this.#ask<{ project: { runs: Page<{ name: string }> } | null }>(RUNS, {
          entity,
          project,
          after,
        });
        return { runs: answer.project?.runs };
      }, 'runs');
      for await (const { name: run } of runs) names.push({ entity, project, run });
    }
    return names;
  }

  async open(name: RunName, { onLines }: ExportListener): Promise<OfflineRun> {
    const base = `/api/runs/${[name.entity, name.project, name.run].map(encodeURIComponent).join('/')}/wandb`;
    const { folder, lines, files } = (await (await this.#get(base)).json()) as OfflineRunManifest;
    // What comes over the network names no place outside, whoever sent it.
    const paths = safePaths(files.map(({ path }) => path));
    return {
      folder: safeSegment(folder),
      lines,
      files: files.map(({ path, name: file, modified }) => ({
        path: paths.get(path)!,
        name: file,
        modified: new Date(modified),
        content: () =>
          file === null
            ? this.#read(`${base}/log`, () => onLines?.(lines))
            : this.#read(`${base}/file?name=${encodeURIComponent(file)}`),
      })),
    };
  }

  async *#read(path: string, onEnd?: () => void): AsyncGenerator<Uint8Array> {
    const { body } = await this.#get(path);
    try {
      if (body) yield* body;
    } catch (cause) {
      throw new SpoorError('unreachable', `The connection to ${this.#url} broke (${messageOf(cause)}): start again.`, {
        cause,
      });
    }
    onEnd?.();
  }

  close(): void {
    // Nothing is held.
  }

  async *#all<Key extends string, Node>(
    ask: (after: string | null) => Promise<{ [key in Key]?: Page<Node> | undefined }>,
    key: Key,
  ): AsyncGenerator<Node> {
    for (let after: string | null = null, more = true; more;) {
      const page: Page<Node> | undefined = (await ask(after))[key];
      for (const { node } of page?.edges ?? []) yield node;
      more = page?.pageInfo.hasNextPage ?? false;
      after = page?.pageInfo.endCursor ?? null;
    }
  }

  async #ask<T>(query: string, variables: object): Promise<T> {
    const body = JSON.stringify({ query, variables });
    const response = await this.#get('/graphql', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    });
    const { data, errors } = (await response.json()) as GraphqlAnswer<T>;
    if (!data)
      throw new SpoorError(
        'refused',
        errors?.[0]?.message ??
          'The server answered with neither data nor an error: is it a Spoor server of this version?',
      );
    return data;
  }

  #get(path: string, init?: RequestInit): Promise<Response> {
    return request(this.#url, this.#key, path, init);
  }
}

/**
 * Asks a running server as its owner.
 *
 * @throws SpoorError `unreachable`, `unauthorized`, `not-found` or `refused`.
 */
export async function request(url: string, key: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Authorization', basicAuthorization(key));
  let response;
  try {
    response = await fetch(url + path, { ...init, headers });
  } catch (cause) {
    const reason = messageOf(cause instanceof Error && cause.cause ? cause.cause : cause);
    throw new SpoorError(
      'unreachable',
      `There is no answer from ${url} (${reason}): is it the address that the server printed?`,
      {
        cause,
      },
    );
  }
  if (response.ok) return response;
  const { errors } = (await response.json().catch(() => ({}))) as GraphqlAnswer<unknown>;
  const code =
    response.status === 401 || response.status === 403
      ? 'unauthorized'
      : response.status === 404
        ? 'not-found'
        : 'refused';
  throw new SpoorError(code, `The server ${url} says: ${errors?.[0]?.message ?? `HTTP ${response.status}`}`);
}
