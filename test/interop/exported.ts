import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { isRow, type Row } from '../../src/wire/index';
import type { TestServer } from '../support/server';
import { clientSection, metricsOf, type WholeRun } from './whole-run';

/** Build it first: `node scripts/build.mjs server`. */
const COMMAND = resolve('dist/command.js');
/** Runs `spoor export` of the built command. */
export const exportRuns = (...args: string[]) => promisify(execFile)(process.execPath, [COMMAND, 'export', ...args]);
export const throughServer = ({ url, key }: TestServer) => ['--server', url, '--key', key];

/** The folders of the runs that were exported to a folder. */
export function offlineRuns(target: string): string[] {
  return readdirSync(target).map((name) => join(target, name));
}

/** When the runs of this suite begin, in Unix seconds. */
export const START = 1_795_499_099.5;

/** Files that `wandb sync` writes anew, from the log. */
const REGENERATED = ['config.yaml', 'wandb-summary.json', 'output.log'];
/** A finished run of a few numbers a line. */
export async function logTo(server: TestServer, project: string, run: string, lines: number): Promise<void> {
  await server.createRun(project, run, { config: '{"_wandb":{"value":{"t":{"5":"0.1.0"}}}}' });
  const content = Array.from(
    { length: lines },
    (_, i) => `{"_step":${i},"_runtime":${i / 8},"_timestamp":${START + i / 8},"loss":${1 / (i + 1)},"i":${i}}`,
  );
  for (let offset = 0; offset < lines || offset === 0; offset += 5000) {
    await server.fileStream(project, run, {
      files: { 'wandb-history.jsonl': { offset, content: content.slice(offset, offset + 5000) } },
    });
  }
  const summary = lines === 0 ? '{}' : `{"_step":${lines - 1}}`;
  await server.fileStream(project, run, {
    files: { 'wandb-summary.json': { offset: 0, content: [summary] } },
    complete: true,
    exitcode: 0,
  });
}

/** The run in both servers must be the same, but for what `wandb sync` says of itself. */
export function expectSame(there: WholeRun, here: WholeRun): void {
  const { config, summary, history, events, output, files, ...fields } = here;
  expect(there).toMatchObject({ ...fields, tags: expect.arrayContaining(fields.tags) });
  expect(there.history).toEqual(history);
  expect(there.summary).toEqual(summary);
  expect(there.output).toEqual(output);
  expect(there.events).toHaveLength(events.length);
  for (const [index, event] of events.entries()) {
    // The client works the runtime out anew.
    const { _runtime, ...rest } = event as Row;
    const { _runtime: other, ...restThere } = there.events[index] as Row;
    expect(restThere).toEqual(rest);
    expect(other).toBeCloseTo(Number(_runtime), 5);
  }
  const { _wandb, ...own } = plain(config);
  const { _wandb: _, ...ownThere } = plain(there.config);
  expect(ownThere).toEqual(own);
  const { t, m: _m, ...said } = clientSection(config);
  expect(clientSection(there.config)).toMatchObject(said);
  expect(metricsOf(there.config)).toEqual(metricsOf(config));
  expect(clientSection(there.config)['t']).toMatchObject({ '5': (t as Row)['5'] });
  for (const [name, hash] of files) {
    if (!REGENERATED.includes(name)) expect([name, there.files.get(name)]).toEqual([name, hash]);
  }
  expect([...there.files.keys()].filter((name) => !files.has(name) && !REGENERATED.includes(name))).toEqual([]);
}

/** A client may leave the values of a config unwrapped, or describe them. */
function plain(config: Row): Row {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, isRow(value) && 'value' in value ? value['value']! : value]),
  );
}
