import { join } from 'node:path';
import { parseRow, type Row } from '../../src/wire/index';
import type { InteropServer, ProgramOptions } from './suite';

/** One process of the client, as `programs/session.py` takes it. */
export interface Session {
  /** Whose the rows and what it prints are. */
  says: string;
  /** The first step, and the one before which it ends. */
  steps: [number, number];
  init: { project: string; id: string; [option: string]: unknown };
  settings?: Record<string, unknown>;
  /** What else stands in each row. */
  row?: Row;
  /** Between two rows, in seconds. */
  pause?: number;
}

/** Runs a session and returns the folder that the client has written. */
export async function session(server: InteropServer, told: Session, options: ProgramOptions = {}): Promise<string> {
  const { result } = await server.python('session.py', { args: [JSON.stringify(told)], ...options });
  return String(result['folder']);
}

/** Uploads folders that the client has written, whether it has done so before or not. */
export async function sync(server: InteropServer, folders: string[], ...options: string[]): Promise<void> {
  for (const folder of folders) {
    const { output } = await server.wandb(['sync', '--include-online', '--include-synced', ...options, folder], {
      folder: join(folder, '..'),
    });
    if (!output.includes('Finished syncing')) throw new Error(output);
  }
}

/** What the server has of a run. */
export interface StoredRun {
  state: string;
  /** Each row as `a0`: who has logged it, and which step. */
  rows: string[];
  /** What was printed, without the time before each line. */
  printed: string[];
  /** When the system was measured. */
  measured: number[];
  summary: Row;
  config: Row;
}

export async function stored(
  { graphql }: Pick<InteropServer, 'graphql'>,
  project: string,
  run: string,
): Promise<StoredRun> {
  const { data } = await graphql<{
    project: {
      run: {
        state: string;
        history: string[];
        events: string[];
        logLines: { edges: { node: { line: string } }[] };
        summaryMetrics: string;
        config: string;
      };
    };
  }>(
    `
      query ($project: String!, $run: String!) {
        project(name: $project) {
          run(name: $run) {
            state
            history(samples: 10000)
            events(samples: 10000)
            logLines {
              edges {
                node {
                  line
                }
              }
            }
            summaryMetrics
            config
          }
        }
      }
    `,
    { project, run },
  );
  const found = data!.project.run;
  return {
    state: found.state,
    rows: found.history.map((line) => parseRow(line)).map(({ by, _step: step }) => `${String(by)}${String(step)}`),
    printed: found.logLines.edges.map(({ node }) => node.line.trim()),
    measured: found.events.map((line) => Number(parseRow(line)['_timestamp'])),
    summary: parseRow(found.summaryMetrics),
    config: parseRow(found.config),
  };
}

/** The rows of one writer, `a0`, `a1`, … */
export function rowsOf(says: string, from: number, end: number): string[] {
  return Array.from({ length: end - from }, (_, index) => `${says}${from + index}`);
}
