import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import { type SeriesAnswer, parseLine } from '../../src/wire/index';
import { graphqlOf, spawnServer } from '../support/server';
import { clients } from './clients';
import { rowsOf, stored } from './session';
import { test, type InteropServer, type ProgramOptions } from './suite';

/** A process that shares a run, as `programs/shared.py` takes it. */
interface SharedWriter {
  id: string;
  label: string;
  rows: number;
  primary?: boolean;
  pause?: number;
  /** It kills itself, with all that it has not sent, after this row. */
  dies_at?: number;
}

const write = (server: InteropServer, writer: SharedWriter, options: ProgramOptions = {}) =>
  server.python('shared.py', {
    args: [JSON.stringify(writer)],
    exitCode: writer.dies_at === undefined ? 0 : 9,
    ...options,
  });
const PROJECT = 'shared';
/** The rows of one writer, in the order in which they are stored. */
const by = (label: string, rows: string[]) => rows.filter((row) => row.startsWith(label));

describe(clients.wandb, () => {
  test('two writers of one run have each all of their rows, and of what they print, once', async ({ server }) => {
    await Promise.all([
      write(server, { id: 'two', label: 'a', rows: 10, primary: true, pause: 0.3 }),
      write(server, { id: 'two', label: 'b', rows: 10, pause: 0.2 }),
    ]);
    const run = await stored(server, PROJECT, 'two');
    expect(run.rows).toHaveLength(20);
    for (const label of ['a', 'b']) expect(by(label, run.rows)).toEqual(rowsOf(label, 0, 10));
    expect(run.printed.toSorted()).toEqual(['[a] begins', '[a] ends', '[b] begins', '[b] ends']);
    expect(new Set(run.measured).size).toBe(run.measured.length);
    expect(run.state).toBe('finished');
    expect(run.summary).toMatchObject({ 'only a': 9, 'only b': 9, 'best of a': 10, 'best of b': 10 });
    expect(Object.keys(run.config).toSorted()).toEqual(['_wandb', 'of a', 'of b']);

    const { result } = await server.python('scan.py', { args: [`local/${PROJECT}/two`] });
    expect(result).toMatchObject({ by_page: 20, of_a_key: 20, history: 20, state: 'finished' });
    expect((result['all'] as [string, number][]).map(([label, at]) => `${label}${at}`).toSorted()).toEqual(
      run.rows.toSorted(),
    );

    // What the dashboard draws.
    const series = await server.fetch(`/api/runs/local/${PROJECT}/two/series?keys=at&keys=only%20b`);
    expect((parseLine(await series.text()) as unknown as SeriesAnswer).series).toMatchObject([
      { count: 20 },
      { count: 10 },
    ]);
  });

  test('three writers, the first of which ends long before the others: what is still to come does not open the run again', async ({
    server,
  }) => {
    await Promise.all([
      write(server, { id: 'three', label: 'a', rows: 2, primary: true }),
      write(server, { id: 'three', label: 'b', rows: 20, pause: 0.3 }),
      write(server, { id: 'three', label: 'c', rows: 20, pause: 0.3 }),
    ]);
    const run = await stored(server, PROJECT, 'three');
    expect(run.rows).toHaveLength(42);
    for (const label of ['b', 'c']) expect(by(label, run.rows)).toEqual(rowsOf(label, 0, 20));
    expect(run.state).toBe('finished');
  });

  test('a writer that is killed and comes back has lines of its own, behind what it had sent', async ({ server }) => {
    const primary = write(server, { id: 'back', label: 'a', rows: 30, primary: true, pause: 0.5 });
    await write(server, { id: 'back', label: 'b', rows: 20, pause: 0.4, dies_at: 12 });
    const sent = by('b', (await stored(server, PROJECT, 'back')).rows);
    expect(sent.length).toBeGreaterThan(0);
    await write(server, { id: 'back', label: 'b', rows: 5 });
    await primary;
    const { rows, state } = await stored(server, PROJECT, 'back');
    expect(by('b', rows)).toEqual([...sent, ...rowsOf('b', 0, 5)]);
    expect(by('a', rows)).toEqual(rowsOf('a', 0, 30));
    expect(state).toBe('finished');
  });

  test('a server that is killed and comes back has every row of every writer, once', async ({ server }) => {
    const data = mkdtempSync(join(tmpdir(), 'spoor-shared-'));
    let own = await spawnServer({ data });
    const port = Number(new URL(own.url).port);
    const { key } = own;
    try {
      const options = { server: { url: own.url, key } };
      const writers = Promise.all(
        ['a', 'b', 'c'].map((label) =>
          write(server, { id: 'hard', label, rows: 30, primary: label === 'a', pause: 0.4 }, options),
        ),
      );
      const run = () => stored({ graphql: graphqlOf(own.url, key) }, PROJECT, 'hard');
      for (const count of [3, 30]) {
        await vi.waitFor(async () => expect((await run()).rows.length).toBeGreaterThanOrEqual(count), {
          timeout: 60_000,
          interval: 100,
        });
        await own.kill();
        own = await spawnServer({ data, port });
      }
      await writers;
      const { rows, printed } = await run();
      for (const label of ['a', 'b', 'c']) expect(by(label, rows)).toEqual(rowsOf(label, 0, 30));
      expect(rows).toHaveLength(90);
      expect(printed).toHaveLength(6);
    } finally {
      await own.stop();
      rmSync(data, { recursive: true, force: true });
    }
  });
});
