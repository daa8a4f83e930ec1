import type { Line, StoredRun } from '../store/store';
import type { Context, Part } from './context';

const MAX_LINES = 10_000;
const DEFAULT_LINES = 1000;

interface LogArgs {
  first?: number | null;
  /** The cursor of a line: its number. */
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** What a run has printed: the first lines after a cursor, or the last ones before one. */
async function logLines({ id, lineCounts }: StoredRun, { first, after, last, before }: LogArgs, { site }: Context) {
  const end = before ? Number(before) || 0 : lineCounts.output;
  const wanted = Math.min(Math.max(last ?? first ?? DEFAULT_LINES, 0), MAX_LINES);
  const start = after ? (Number(after) || 0) + 1 : (last ?? null) === null ? 0 : Math.max(0, end - wanted);
  const lines = (await site.store.lines.range(id, 'output', start, wanted)).filter(({ number }) => number < end);
  return {
    edges: lines.map((line) => ({ node: readLogLine(line), cursor: String(line.number) })),
    pageInfo: {
      startCursor: lines.length > 0 ? String(lines[0]!.number) : null,
      endCursor: lines.length > 0 ? String(lines.at(-1)!.number) : null,
      hasNextPage: (lines.at(-1)?.number ?? end) + 1 < end,
      hasPreviousPage: (lines[0]?.number ?? 0) > 0,
    },
  };
}

const PLAIN = /^(ERROR )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?) (.*)$/s;

/** A line of W&B's clients is `[ERROR ]time text` (structured lines are a feature that this server does not offer); of others, any text. */
function readLogLine({ number, text }: Line) {
  const id = String(number);
  const [, error, timestamp, line] = PLAIN.exec(text) ?? [];
  if (line !== undefined) return { id, number, line, timestamp, level: error ? 'error' : null, label: null };
  return { id, number, line: text, timestamp: null, level: null, label: null };
}

/** The console of a run. */
export const logLinesPart: Part = {
  sdl: `
    extend type Run {
      logLines(first: Int, after: String, last: Int, before: String, useImprovedPagination: Boolean): LogLineConnection
    }
    type LogLineConnection { edges: [LogLineEdge!]! pageInfo: PageInfo! }
    type LogLineEdge { node: LogLine! cursor: String }
    type LogLine { id: String number: Int line: String level: String label: String timestamp: String }
  `,
  resolvers: { Run: { logLines } },
};
