import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../../src/backend/wandb/operations';
import type { TestServer } from '../../support/server';

/** The address for the upload of a file of the run "r" in the project "p". */
export async function uploadUrl(server: TestServer, name: string, run = 'r'): Promise<string> {
  const variables = { entity: 'local', project: 'p', run, files: [name] };
  const { data, errors } = await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, variables);
  if (!data) throw new Error(errors?.[0]?.message);
  return data.createRunFiles.files[0]!.uploadUrl!;
}

/** Stores a file of the run "r" as W&B's clients do it: the PUT has no credential. */
export async function upload(
  server: TestServer,
  name: string,
  body: string | Uint8Array<ArrayBuffer>,
  run = 'r',
): Promise<Response> {
  return fetch(await uploadUrl(server, name, run), { method: 'PUT', body });
}
