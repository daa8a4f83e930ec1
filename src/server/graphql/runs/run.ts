import { formatLine, type Row, DEFAULT_ENTITY } from '../../../wire/index';
import { clientSection } from '../../../wire/wandb/index';
import { parseExactRow, restoreIntegers } from '../../ingest/exact-line';
import { isAtWork, stateOf } from '../../runs/run-state';
import type { ListedRun } from '../../store/port/store';
import type { Context, Part } from '../context';
import { globalId } from '../global-id';
import { longText } from '../load-long-texts';
import { userNode } from '../viewer';

type Field = (run: ListedRun, args: object, context: Context) => unknown;

const state: Field = (run, _args, { site }) => stateOf(run, site.now());

interface Keys {
  keys?: string[] | null;
}

/**
 * Parses text, and counts that as reading it once more: each field with `keys` has the whole text parsed, however
 * little it answers.
 */
function parsed(text: string, { budget }: Context): Promise<Row> {
  return budget.read(
    () => parseExactRow(text),
    () => [text],
  );
}

/** The text as it is, or only these keys of it. */
async function pick(text: string | null, { keys }: Keys, context: Context): Promise<string | null> {
  if (!keys || text === null) return text;
  const row = await parsed(text, context);
  return restoreIntegers(
    formatLine(Object.fromEntries(keys.filter((key) => Object.hasOwn(row, key)).map((key) => [key, row[key]]))),
  );
}

/** A run and what is known of it. */
export const runPart: Part = {
  sdl: `
    type Run {
      id: ID! name: String! displayName: String projectId: ID! project: Project user: User
      state: String tags: [String!] group: String jobType: String commit: String host: String description: String notes: String
      readOnly: Boolean createdAt: DateTime! updatedAt: DateTime heartbeatAt: DateTime sweepName: String stopped: Boolean shouldStop: Boolean
      failed: Boolean running: Boolean exitcode: Float
      config(keys: [String!]): JSONString
      wandbConfig(keys: [String!]): JSONString
      summaryMetrics(keys: [String!]): JSONString
    }
  `,
  resolvers: {
    Run: {
      id: ({ id }: ListedRun) => globalId('Run', id),
      // W&B's client reads it as an integer.
      projectId: ({ projectId }: ListedRun) => String(projectId),
      project: ({ projectId }: ListedRun, _args: object, { site }: Context) => site.store.projects.byId(projectId),
      user: ({ entity }: ListedRun) => userNode(entity, entity === DEFAULT_ENTITY),
      state,
      readOnly: () => false,
      sweepName: ({ sweep }: ListedRun) => sweep,
      stopped: ({ stopRequested }: ListedRun) => stopRequested,
      shouldStop: ({ stopRequested }: ListedRun) => stopRequested,
      failed: (run: ListedRun, args: object, context: Context) =>
        ['failed', 'killed', 'preempted', 'interrupted', 'crashed'].includes(String(state(run, args, context))),
      running: (run: ListedRun, _args: object, { site }: Context) => isAtWork(run, site.now()),
      notes: (run: ListedRun, _args: object, context: Context) => longText(run, 'notes', context),
      description: (run: ListedRun, _args: object, context: Context) => longText(run, 'description', context),
      config: async (run: ListedRun, keys: Keys, context: Context) =>
        pick(await longText(run, 'config', context), keys, context),
      wandbConfig: async (run: ListedRun, keys: Keys, context: Context) => {
        const config = await parsed((await longText(run, 'config', context)) ?? '{}', context);
        return pick(restoreIntegers(formatLine(clientSection(config))), keys, context);
      },
      summaryMetrics: async (run: ListedRun, keys: Keys, context: Context) =>
        pick(await longText(run, 'summary', context), keys, context),
    },
  },
};
