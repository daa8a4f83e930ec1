import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { FaultProxy } from '../support/proxy';
import { clients } from './clients';
import { rowsOf, session, stored, sync, type Session } from './session';
import { test as base } from './suite';

const test = base.extend<{ folder: string; proxy: FaultProxy }>({
  proxy: async ({ server }, use) => {
    const proxy = await FaultProxy.start(server.url);
    await use(proxy);
    await proxy.close();
  },
  // oxlint-disable-next-line no-empty-pattern -- vitest wants the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'spoor-sessions-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

const PROJECT = 'sessions';

/** A session of a run that does not say that it resumes. */
const of = (id: string, says: string, from: number, end: number, init = {}): Session => ({
  says,
  steps: [from, end],
  init: { project: PROJECT, id, ...init },
});
const offline = (id: string, says: string, from: number, end: number) => of(id, says, from, end, { mode: 'offline' });
const printedBy = (...all: string[]) => all.flatMap((says) => [`${says} begins`, `${says} ends`]);

describe(clients.wandb, () => {
  test('two offline runs under one id have the lines of both, and syncing them again, in any order, adds nothing', async ({
    server,
    folder,
  }) => {
    const a = await session(server, offline('two', 'a', 0, 3), { folder });
    const b = await session(server, offline('two', 'b', 3, 6), { folder });
    await sync(server, [a, b]);
    const both = await stored(server, PROJECT, 'two');
    expect(both).toMatchObject({
      rows: [...rowsOf('a', 0, 3), ...rowsOf('b', 3, 6)],
      printed: printedBy('a', 'b'),
      state: 'finished',
    });
    expect(both.summary).toMatchObject({ at: 5, by: 'b', 'of a': 3, 'of b': 3 });
    await sync(server, [b, a, a, b]);
    expect(await stored(server, PROJECT, 'two')).toMatchObject({
      rows: both.rows,
      printed: both.printed,
      measured: both.measured,
      summary: { at: 5, by: 'b', 'of a': 3, 'of b': 3 },
    });
  });

  test('three, of which one has lower steps and one equal ones', async ({ server, folder }) => {
    const folders = [
      await session(server, offline('three', 'a', 5, 8), { folder }),
      await session(server, offline('three', 'b', 0, 2), { folder }),
      await session(server, offline('three', 'c', 5, 8), { folder }),
    ];
    await sync(server, folders);
    await sync(server, folders.toReversed());
    expect(await stored(server, PROJECT, 'three')).toMatchObject({
      rows: [...rowsOf('a', 5, 8), ...rowsOf('b', 0, 2), ...rowsOf('c', 5, 8)],
      printed: printedBy('a', 'b', 'c'),
    });
  });

  test('runs that are online one after another under one id have the lines of all', async ({ server, folder }) => {
    for (const says of ['a', 'b', 'c']) await session(server, of('online', says, 0, 4), { folder });
    expect(await stored(server, PROJECT, 'online')).toMatchObject({
      rows: ['a', 'b', 'c'].flatMap((says) => rowsOf(says, 0, 4)),
      printed: printedBy('a', 'b', 'c'),
      state: 'finished',
    });
  });

  test('a sync that breaks off in the middle goes on behind what has come in between, and done again it adds nothing', async ({
    server,
    folder,
    proxy,
  }) => {
    const total = 6000;
    const a = await session(
      server,
      { ...offline('broken', 'a', 0, total), row: { long: 'x'.repeat(3000) } },
      { folder },
    );
    let isCut = false;
    proxy.plan = ({ path, headers }) => {
      if (!path.endsWith('/file_stream')) return null;
      // After a request that is full, all are refused for good.
      if (isCut) return { kind: 'answer', status: 403, body: '{}' };
      isCut = Number(headers['content-length']) > 5_000_000;
      return null;
    };
    await server.wandb(['sync', a], { folder, server: { url: proxy.url, key: server.key } });
    const before = (await stored(server, PROJECT, 'broken')).rows;
    expect(before).toEqual(rowsOf('a', 0, before.length));
    expect(before.length).toBeLessThan(total);

    await session(server, of('broken', 'b', 0, 3), { folder });
    await sync(server, [a]);
    await sync(server, [a]);
    const { rows } = await stored(server, PROJECT, 'broken');
    expect(rows).toEqual([...before, ...rowsOf('b', 0, 3), ...rowsOf('a', before.length, total)]);
  });

  test('requests that arrive twice, or whose answer does not arrive, add nothing', async ({
    server,
    folder,
    proxy,
  }) => {
    const folders = [
      await session(server, offline('faults', 'a', 0, 5), { folder }),
      await session(server, offline('faults', 'b', 5, 9), { folder }),
    ];
    const paths = new Map<string, number>();
    proxy.plan = ({ path }) => {
      const time = paths.get(path) ?? 0;
      paths.set(path, time + 1);
      if (time === 0) return { kind: 'drop-answer' };
      return time === 1 ? { kind: 'twice' } : null;
    };
    for (const each of folders) {
      // From the first request on, the one that opens the run among them.
      paths.clear();
      await sync(
        {
          ...server,
          wandb: (args, options) => server.wandb(args, { ...options, server: { url: proxy.url, key: server.key } }),
        },
        [each],
      );
    }
    expect(await stored(server, PROJECT, 'faults')).toMatchObject({
      rows: [...rowsOf('a', 0, 5), ...rowsOf('b', 5, 9)],
      printed: printedBy('a', 'b'),
    });
  });

  test('a run that was resumed twice and is synced under another id has all of it, once', async ({
    server,
    folder,
  }) => {
    const folders = [
      await session(server, of('source', 'a', 0, 2), { folder }),
      await session(server, of('source', 'b', 2, 4, { resume: 'allow' }), { folder }),
      await session(server, of('source', 'c', 4, 6, { resume: 'must' }), { folder }),
    ];
    const source = await stored(server, PROJECT, 'source');
    expect(source.rows).toEqual([...rowsOf('a', 0, 2), ...rowsOf('b', 2, 4), ...rowsOf('c', 4, 6)]);
    for (let time = 0; time < 2; time++) {
      await sync(server, folders, '--id', 'copy');
      expect(await stored(server, PROJECT, 'copy')).toMatchObject({
        rows: source.rows,
        printed: printedBy('a', 'b', 'c'),
      });
    }
    await sync(server, folders);
    const { rows, printed, measured } = await stored(server, PROJECT, 'source');
    expect({ rows, printed, measured }).toEqual({
      rows: source.rows,
      printed: source.printed,
      measured: source.measured,
    });
  });

  test('the same file in two projects is a run of each', async ({ server, folder }) => {
    const a = await session(server, offline('both', 'a', 0, 3), { folder });
    await sync(server, [a], '-p', 'one');
    await session(server, { ...of('both', 'b', 0, 2), init: { project: 'one', id: 'both' } }, { folder });
    await sync(server, [a, a], '-p', 'other');
    expect((await stored(server, 'one', 'both')).rows).toEqual([...rowsOf('a', 0, 3), ...rowsOf('b', 0, 2)]);
    expect((await stored(server, 'other', 'both')).rows).toEqual(rowsOf('a', 0, 3));
  });

  test('rows of equal steps with NaN are all kept', async ({ server, folder }) => {
    const row = { nan: NaN };
    const a = await session(server, { ...offline('nan', 'a', 0, 3), row }, { folder });
    const b = await session(server, { ...offline('nan', 'b', 0, 3), row }, { folder });
    await sync(server, [a, b, a]);
    expect((await stored(server, PROJECT, 'nan')).rows).toEqual([...rowsOf('a', 0, 3), ...rowsOf('b', 0, 3)]);
  });
});
