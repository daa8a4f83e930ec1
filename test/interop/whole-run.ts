import { createHash } from 'node:crypto';
import { isRow, parseLine, type LineValue, type Row } from '../../src/wire/index';
import type { TestServer } from '../support/server';

/** All that a server has of a run, in a form in which two servers' runs can be compared. */
export interface WholeRun {
  state: string;
  exitcode: number | null;
  displayName: string;
  notes: string | null;
  tags: string[];
  group: string | null;
  jobType: string | null;
  host: string | null;
  sweepName: string | null;
  commit: string | null;
  config: Row;
  summary: Row;
  history: LineValue[];
  events: LineValue[];
  output: { line: string; level: string | null }[];
  /** The SHA-256 of each file. */
  files: Map<string, string>;
}

const QUERY = `query($project: String!, $run: String!) { project(name: $project) { run(name: $run) {
  state exitcode displayName notes tags group jobType host sweepName commit config summaryMetrics
  history(samples: 50000) events(samples: 50000) logLines(first: 10000) { edges { node { line level } } } files(first: 1000) { edges { node { name directUrl } } }
} } }`;

type Fields = Pick<
  WholeRun,
  'state' | 'exitcode' | 'displayName' | 'notes' | 'tags' | 'group' | 'jobType' | 'host' | 'sweepName' | 'commit'
>;

interface Answer {
  project: {
    run: Fields & {
      config: string;
      summaryMetrics: string;
      history: string[];
      events: string[];
      logLines: { edges: { node: { line: string; level: string | null } }[] };
      files: { edges: { node: { name: string; directUrl: string } }[] };
    };
  };
}

export async function readWhole(server: TestServer, project: string, run: string): Promise<WholeRun> {
  const { data, errors } = await server.graphql<Answer>(QUERY, { project, run });
  if (!data) throw new Error(errors?.[0]?.message);
  const { config, summaryMetrics, history, events, logLines, files, ...fields } = data.project.run;
  const hashes = files.edges.map(async ({ node: { name, directUrl } }) => {
    const bytes = await (await server.fetch(new URL(directUrl).pathname)).bytes();
    return [name, createHash('sha256').update(bytes).digest('hex')] as const;
  });
  return {
    ...fields,
    config: exactly(config) as Row,
    summary: exactly(summaryMetrics) as Row,
    history: history.map(exactly),
    events: events.map(exactly),
    output: logLines.edges.map(({ node }) => node),
    files: new Map(await Promise.all(hashes)),
  };
}

/**
 * Reads a line without the loss that JavaScript's numbers bring: whole numbers that they may not hold become texts.
 * Long texts become hashes, which a failing test can print.
 */
function exactly(text: string): LineValue {
  const TEXT_OR_WHOLE = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;
  return parseLine(
    text.replace(TEXT_OR_WHOLE, (token) => (token.startsWith('"') ? shortened(token) : `"whole number ${token}"`)),
  );
}

function shortened(token: string): string {
  if (token.length < 1000) return token;
  const long = JSON.parse(token) as string;
  return `"${long.length} letters ${createHash('sha256').update(long).digest('hex')}"`;
}

/** What the client says of itself in a config. */
export function clientSection(config: Row): Row {
  const section = config['_wandb'];
  return isRow(section) && isRow(section['value']) ? section['value'] : {};
}

/**
 * The metric definitions of a config by their names: the client lists them in any order, and points at steps by their
 * place.
 */
export function metricsOf(config: Row): Map<LineValue | undefined, Row> {
  const { m } = clientSection(config);
  const all = Array.isArray(m) ? m.filter(isRow) : [];
  return new Map(
    all.map((metric) => [
      metric['1'],
      { ...metric, ...('5' in metric && { '5': all[Number(metric['5']) - 1]!['1']! }) },
    ]),
  );
}
