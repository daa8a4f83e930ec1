import { readConsoleLine } from '../../reading/console-line';
import type { Line, ListedRun } from '../../store/port/store';
import type { Context, Part } from '../context';

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
async function logLines(
  { id, lineCounts }: ListedRun,
  { first, after, last, before }: LogArgs,
  { site, budget }: Context,
) {
  const end = before ? Number(before) || 0 : lineCounts.output;
  const wanted = Math.min(Math.max(last ?? first ?? DEFAULT_LINES, 0), MAX_LINES);
  const start = after ? (Number(after) || 0) + 1 : (last ?? null) === null ? 0 : Math.max(0, end - wanted);
  const read = await budget.read(
    (length) => site.store.lines.range(id, 'output', start, wanted, length),
    (lines) => lines.map(({ text }) => text),
  );
  const lines = read.filter(({ number }) => number < end);
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

function readLogLine({ number, text: line }: Line) {
  const { text, timestamp, level } = readConsoleLine(line);
  return { id: String(number), number, line: text, timestamp, level, label: null };
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
