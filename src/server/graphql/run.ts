import { clientSection } from '../../wire/config';
import { formatLine } from '../../wire/line';
import { parseExactRow, restoreIntegers } from '../exact-line';
import { stateOf } from '../run-state';
import type { StoredRun } from '../store/store';
import type { Context, Part } from './context';
import { globalId } from './global-id';

type Field = (run: StoredRun, args: object, context: Context) => unknown;

const state: Field = (run, _args, { site }) => stateOf(run, site.now());

/** The text as it is, or only these keys of it. */
function pick(text: string, keys: string[] | null | undefined): string {
  if (!keys) return text;
  const row = parseExactRow(text);
  return restoreIntegers(formatLine(Object.fromEntries(keys.filter((key) => Object.hasOwn(row, key)).map((key) => [key, row[key]]))));
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
      id: ({ id }: StoredRun) => globalId('Run', id),
      // W&B's client reads it as an integer.
      projectId: ({ projectId }: StoredRun) => String(projectId),
      project: ({ projectId }: StoredRun, _args: object, { site }: Context) => site.store.projects.byId(projectId),
      user: ({ entity }: StoredRun) => ({ id: globalId('User', entity), name: entity, username: entity }),
      state,
      readOnly: () => false,
      sweepName: ({ sweep }: StoredRun) => sweep,
      stopped: ({ stopRequested }: StoredRun) => stopRequested,
      shouldStop: ({ stopRequested }: StoredRun) => stopRequested,
      failed: (run: StoredRun, args: object, context: Context) =>
        ['failed', 'killed', 'interrupted', 'crashed'].includes(String(state(run, args, context))),
      running: (run: StoredRun, args: object, context: Context) => state(run, args, context) === 'running',
      config: ({ config }: StoredRun, { keys }: { keys?: string[] | null }) => pick(config, keys),
      wandbConfig: ({ config }: StoredRun, { keys }: { keys?: string[] | null }) =>
        pick(restoreIntegers(formatLine(clientSection(parseExactRow(config)))), keys),
      summaryMetrics: ({ summary }: StoredRun, { keys }: { keys?: string[] | null }) => pick(summary, keys),
    },
  },
};
