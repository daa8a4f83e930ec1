import {
  isLongerThan,
  MAX_CONFIG_BYTES,
  MAX_LINE_BYTES,
  parseRow,
  checkName,
  makeRunId,
  NO_LINES,
} from '../../../wire/index';
import { clientSection } from '../../../wire/wandb/index';
import { entityOf, requireProject } from '../../access/caller';
import { inheritedLines, parentOf } from '../../runs/fork';
import { runWithNumber } from '../../runs/find-run';
import { Refusal } from '../../trouble/refusal';
import { RUN_FIELDS, type RunChanges, type ServerRun } from '../../store/port/store';
import { withWriterConfig } from '../../ingest/writer-config';
import type { Context, Part } from '../context';
import { localId } from '../global-id';

/** Every field may be null, which means: leave it as it is. */
interface UpsertBucketInput {
  id?: string | null;
  name?: string | null;
  modelName?: string | null;
  entityName?: string | null;
  displayName?: string | null;
  description?: string | null;
  notes?: string | null;
  config?: string | null;
  summaryMetrics?: string | null;
  groupName?: string | null;
  jobType?: string | null;
  jobProgram?: string | null;
  jobRepo?: string | null;
  commit?: string | null;
  host?: string | null;
  sweep?: string | null;
  state?: string | null;
  tags?: string[] | null;
}

const DEFAULT_PROJECT = 'uncategorized';

/**
 * The most bytes of what a run says of itself. The limits of config and summary are W&B's; no honest client comes near
 * the others.
 */
const MOST_BYTES: Partial<Record<keyof RunChanges, number>> = {
  config: MAX_CONFIG_BYTES,
  summary: MAX_LINE_BYTES,
  notes: 1024 * 1024,
  description: 1024 * 1024,
};
const MOST_BYTES_OF_OTHERS = 64 * 1024;

async function upsertBucket(_source: unknown, { input }: { input: UpsertBucketInput }, context: Context) {
  const { site, caller, client } = context;
  const changes = changesOf(input);
  const found = await findRun(input, context);
  const isOpening = client !== null && opensRun(input);
  if (found) {
    requireProject(caller, found.entity, found.project);
    if (client && input.name && changes.config !== null) {
      changes.config = withWriterConfig(found.config, changes.config);
      // That of all writers together: a longer one could be stored, and never be read again.
      checkLength('config', changes.config);
    }
  }
  // With its name a client opens a run; with the id alone someone edits a run that may have ended long ago. Of those
  // that share a run, one may tell of itself when another has already ended the run.
  const reopens = Boolean(input.name) && (isOpening || !client?.id);
  const run = found
    ? (await site.runs.update(found.id, changes, { reopens }))!
    : await createRun(input, changes, context);
  if (isOpening) {
    // One that names the run by its id goes on with it, behind the lines that RunResumeStatus has counted.
    const { history, events, output } = input.id
      ? run.lineCounts
      : { ...NO_LINES, history: forWriting(run).lineCounts.history };
    await site.runs.openFor(run.id, client.id, { history, events, output });
  }
  return { bucket: input.name ? forWriting(run) : run, inserted: !found };
}

/**
 * Whether a process of W&B's client begins to write the run. It then says where it runs, and does not say yet on what
 * machine (`_wandb.value.e`), as it does in all that it sends later (`core/internal/runupserter`).
 */
function opensRun({ name, host, config }: UpsertBucketInput): boolean {
  return Boolean(name && host && config) && !('e' in clientSection(parseRow(config!)));
}

/**
 * The run as its writer is to see it. W&B's clients begin their history behind the lines that this answer counts,
 * whether they resume or not. Those that resume have the counts from RunResumeStatus; one that opens a run anew begins
 * with its own first line, so that syncing the same run twice sends the same lines under the same numbers. What counts
 * here is only what a fork has inherited, until it has lines of its own.
 */
function forWriting(run: ServerRun): ServerRun {
  const isUntouchedFork = parentOf(run) !== undefined && run.lineCounts.events === 0 && run.lineCounts.output === 0;
  return isUntouchedFork ? run : { ...run, lineCounts: { ...run.lineCounts, history: 0 } };
}

async function findRun(input: UpsertBucketInput, { site, caller }: Context): Promise<ServerRun | null> {
  if (input.id) {
    // Ids count up. A page knows the names of its runs; by ids it could come to all of them.
    if (caller.kind === 'page')
      throw new Refusal(403, 'A page token cannot name a run by its id; send "name" and "modelName" instead.');
    return runWithNumber(site.store, localId('Run', input.id));
  }
  return input.name
    ? site.store.runs.find(entityOf(caller, input.entityName), input.modelName ?? DEFAULT_PROJECT, input.name)
    : null;
}

async function createRun(input: UpsertBucketInput, changes: RunChanges, { site, caller }: Context): Promise<ServerRun> {
  const entity = checkName('entity', entityOf(caller, input.entityName));
  const project = checkName('project', input.modelName ?? DEFAULT_PROJECT);
  requireProject(caller, entity, project);
  const name = checkName('run id', input.name ?? makeRunId());
  const inherited = await inheritedLines(site.store, entity, project, parentOf({ name, config: changes.config }));
  // A run may be made for somebody else to start.
  return site.runs.create({ entity, project, name }, changes, inherited, { isPending: input.state === 'pending' });
}

function changesOf(input: UpsertBucketInput): RunChanges {
  const changes: RunChanges = {
    displayName: input.displayName ?? null,
    description: input.description ?? null,
    notes: input.notes ?? null,
    config: objectText('config', input.config),
    summary: objectText('summaryMetrics', input.summaryMetrics),
    group: input.groupName ?? null,
    jobType: input.jobType ?? null,
    program: input.jobProgram ?? null,
    repo: input.jobRepo ?? null,
    commit: input.commit ?? null,
    host: input.host ?? null,
    sweep: input.sweep ?? null,
    tags: input.tags ?? null,
  };
  for (const field of [...RUN_FIELDS, 'tags'] as const) checkLength(field, changes[field]);
  return changes;
}

/** @throws Refusal 413, which lets our client go on without its config, or 400. */
function checkLength(field: keyof RunChanges, value: string | string[] | null): void {
  const most = MOST_BYTES[field] ?? MOST_BYTES_OF_OTHERS;
  if (!isLongerThan(most, String(value))) return;
  if (field === 'config' || field === 'summary')
    throw new Refusal(
      413,
      `The ${field} of a run cannot exceed ${most} bytes; log large values as files or artifacts.`,
    );
  throw new Refusal(400, `The ${field} of a run cannot exceed ${most} bytes; send less.`);
}

function objectText(name: string, text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  try {
    parseRow(text);
  } catch (cause) {
    throw new Refusal(400, `"${name}" must be a JSON object, not ${text.slice(0, 42)}.`, { cause });
  }
  return text;
}

/** Creating a run, changing it, and opening it again. */
export const upsertBucketPart: Part = {
  sdl: `
    extend type Mutation {
      upsertBucket(input: UpsertBucketInput!): UpsertBucketPayload
    }
    input UpsertBucketInput {
      id: String name: String groupName: String modelName: String entityName: String description: String displayName: String notes: String
      config: JSONString commit: String host: String debug: Boolean jobProgram: String jobRepo: String jobType: String state: String
      sweep: String tags: [String!] summaryMetrics: JSONString clientMutationId: String
    }
    type UpsertBucketPayload { bucket: Run inserted: Boolean }
  `,
  resolvers: { Mutation: { upsertBucket } },
};
