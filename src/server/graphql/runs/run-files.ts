import { normalize } from 'node:path/posix';
import { entityOf, requireProject } from '../../access/caller';
import { like } from '../../reading/pattern';
import { Refusal } from '../../trouble/refusal';
import { CREATE_FIRST, findRun } from '../../runs/find-run';
import type { ListedRun, StoredFile, ServerRun } from '../../store/port/store';
import { uploadPath } from '../../access/upload-ticket';
import { connectionOf, type PageArgs } from '../connection';
import type { Context, Part } from '../context';
import type { FileNode } from '../file';
import { globalId, localId } from '../global-id';

const MAX_FILES = 1000;
const MAX_NAME_LENGTH = 1024;

interface RunFilesInput {
  entityName: string;
  projectName: string;
  runName: string;
  files: string[];
}

async function runFor(
  { entityName, projectName, runName }: RunFilesInput,
  { site, caller }: Context,
): Promise<ServerRun> {
  const entity = entityOf(caller, entityName);
  requireProject(caller, entity, projectName);
  return findRun(site.store, { entity, project: projectName, name: runName }, CREATE_FIRST);
}

async function createRunFiles(_source: unknown, { input }: { input: RunFilesInput }, context: Context) {
  const run = await runFor(input, context);
  if (input.files.length > MAX_FILES)
    throw new Refusal(
      400,
      `At most ${MAX_FILES} files can be announced at once, not ${input.files.length}; send fewer.`,
    );
  for (const name of input.files) {
    if (name === '' || name.length > MAX_NAME_LENGTH)
      throw new Refusal(400, `A file name must have 1 to ${MAX_NAME_LENGTH} characters, not ${name.length}.`);
    // Half a surrogate pair, of which no address can be made. With any answer but a refusal its sender would ask again
    // for ever.
    if (/\p{Cs}/u.test(name))
      throw new Refusal(400, `The file name ${JSON.stringify(name)} has a broken character; choose another.`);
  }
  const files = input.files.map((name) => fileNode(run, name, null));
  return { runID: globalId('Run', run.id), uploadHeaders: [], files };
}

/** Deletes files for good; ids that name none are passed over, as they are when two people press delete. */
async function deleteFiles(_source: unknown, { input }: { input: { files: string[] } }, { site }: Context) {
  const ids = input.files.map((id) => localId('File', id)).filter((id) => id !== null);
  await site.runs.deleteFiles(ids);
  return { success: true };
}

async function files(
  run: ListedRun,
  args: { names?: (string | null)[] | null; pattern?: string | null } & PageArgs,
  { site }: Context,
) {
  const { pattern } = args;
  // People write `./name`, as `wandb verify` does.
  const names = args.names?.map((name) => name && normalize(name));
  const fitting = pattern ? like(pattern) : null;
  const stored = (await site.store.files.list(run.id)).filter(
    ({ name }) => (!names || names.length === 0 || names.includes(name)) && (!fitting || fitting.test(name)),
  );
  return connectionOf(
    stored.map((file) => fileNode(run, file.name, file)),
    args,
  );
}

/** A file that is on disk, or one that is to be uploaded, whose `stored` is null. */
function fileNode(run: ListedRun, name: string, stored: StoredFile | null): FileNode {
  return {
    id: stored?.id ?? 0,
    key: stored?.id ?? `${run.id}/${name}`,
    name,
    storagePath: name,
    stored,
    path: `/files/${[run.entity, run.project, run.name, ...name.split('/')].map(encodeURIComponent).join('/')}`,
    upload: ({ site }) => uploadPath(site.seals, { run: run.id, name }),
  };
}

/** The files of a run: announcing uploads, listing, addresses. */
export const runFilesPart: Part = {
  sdl: `
    extend type Run {
      fileCount: Int
      files(names: [String], pattern: String, after: String, first: Int): FileConnection
    }
    extend type Mutation {
      createRunFiles(input: CreateRunFilesInput!): CreateRunFilesPayload
      markRunFilesUploaded(input: MarkRunFilesUploadedInput!): SuccessPayload
      deleteFiles(input: DeleteFilesInput!): SuccessPayload
    }
    input CreateRunFilesInput { entityName: String! projectName: String! runName: String! files: [String!]! clientMutationId: String }
    type CreateRunFilesPayload { runID: ID! uploadHeaders: [String!]! files: [File!]! }
    input DeleteFilesInput { files: [ID!]! projectId: Int clientMutationId: String }
    input MarkRunFilesUploadedInput { entityName: String! projectName: String! runName: String! files: [String!]! clientMutationId: String }
  `,
  resolvers: {
    Run: {
      fileCount: async ({ id }: ListedRun, _args: object, { site }: Context) =>
        (await site.store.files.list(id)).length,
      files,
    },
    Mutation: {
      createRunFiles,
      deleteFiles,
      // The upload itself has recorded the file.
      markRunFilesUploaded: async (_source: unknown, { input }: { input: RunFilesInput }, context: Context) => {
        await runFor(input, context);
        return { success: true };
      },
    },
  },
};
