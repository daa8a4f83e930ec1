import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../src/backend/wandb/operations';
import { type GraphqlAnswer, fileStreamPath, type FileStreamRequest, basicAuthorization } from '../../src/wire/index';

/** A client that asks again until it is answered well, as every client of the protocol does. */
export class StubbornClient {
  readonly #server: () => { url: string; key: string };

  /** @param server where it is now: it may come back after a kill. */
  constructor(server: () => { url: string; key: string }) {
    this.#server = server;
  }

  async graphql<T>(query: string, variables: object): Promise<T> {
    const answer = await this.#post<GraphqlAnswer<T>>('graphql', { query, variables });
    if (!answer.data) throw new Error(answer.errors?.[0]?.message);
    return answer.data;
  }

  createRun(project: string, run: string, fields: object): Promise<unknown> {
    const mutation = 'mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }';
    return this.graphql(mutation, { input: { modelName: project, name: run, ...fields } });
  }

  fileStream(project: string, run: string, request: FileStreamRequest): Promise<unknown> {
    return this.#post(fileStreamPath('local', project, run), request);
  }

  /** With a new address each time: the port may have changed, the file may not. */
  upload(project: string, run: string, name: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
    return stubbornly(async () => {
      const { createRunFiles } = await this.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, {
        entity: 'local',
        project,
        run,
        files: [name],
      });
      const { ok, status } = await fetch(createRunFiles.files[0]!.uploadUrl!, { method: 'PUT', body });
      if (!ok) throw new Error(`The upload was answered with ${status}.`);
    });
  }

  #post<T>(path: string, body: unknown): Promise<T> {
    return stubbornly(async () => {
      const { url, key } = this.#server();
      const response = await fetch(`${url}/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', authorization: basicAuthorization(key) },
      });
      if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`);
      return (await response.json()) as T;
    });
  }
}

async function stubbornly<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
