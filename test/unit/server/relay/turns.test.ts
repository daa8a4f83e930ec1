import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock, type Clock } from '../../../../src/outbox/clock';
import { keyCredential } from '../../../../src/server/relay/key-credential';
import { Relay } from '../../../../src/server/relay/relay';
import { Upstream } from '../../../../src/server/relay/upstream';
import { DiskBlobs } from '../../../../src/server/files/disk-blobs';
import { SqliteStore } from '../../../../src/server/store/sqlite/sqlite-store';
import type { ServerRun } from '../../../../src/server/store/port/store';
import { inOrder, startProxy } from '../../../support/proxy';
import { startTestServer } from '../../../support/server';
import { eventually, lines, open, opened, textsOf } from './pair';

/** Sleeps a moment, however long it is to be, and moves on by itself for none. */
class LeapingClock implements Clock {
  ahead = 0;
  readonly slept: number[] = [];
  random = () => 0.5;
  now = () => this.ahead;
  sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.slept.push(ms);
    return systemClock.sleep(Math.min(ms, 5), signal);
  }
}

/** A relay over a store of its own, whose time a test can move, and a server behind it. */
async function startWorld(readKey?: () => string) {
  const upstream = await open(startTestServer());
  const proxy = await startProxy(upstream.url);
  opened.push({ [Symbol.asyncDispose]: () => proxy.close() });
  const folder = mkdtempSync(join(tmpdir(), 'spoor-relay-'));
  const store = await SqliteStore.open(folder);
  const clock = new LeapingClock();
  const said: string[] = [];
  const relay = new Relay({
    store,
    blobs: new DiskBlobs(folder),
    server: new Upstream(proxy.url, keyCredential(readKey ?? (() => upstream.key)), '0.0.0'),
    upstream: store.relays.upstream(proxy.url, false, Date.now()),
    entity: null,
    clock,
    now: Date.now,
    report: (line) => void said.push(line),
    onStop: async () => undefined,
  });
  opened.push({
    async [Symbol.asyncDispose]() {
      await relay.close();
      store.close();
      rmSync(folder, { recursive: true });
    },
  });
  const createRun = (name: string): ServerRun => {
    const { project } = store.projects.upsert('local', 'p', null, Date.now());
    const unsaid = {
      displayName: name,
      config: null,
      summary: null,
      notes: null,
      description: null,
      group: null,
      jobType: null,
    };
    const unknown = { host: null, program: null, repo: null, commit: null, sweep: null, tags: null };
    return store.runs.create(project.id, name, { ...unsaid, ...unknown }, Date.now());
  };
  const write = (run: ServerRun, offset: number, content: string[]) => {
    store.write(run.id, {
      streams: { history: { offset, content } },
      summary: null,
      exitcode: null,
      interruptedAt: null,
      receivedAt: Date.now(),
    });
    relay.changed(run.id);
  };
  /** Until the relay has looked what there is to do, found nothing, and lain down again. */
  const looked = async () => {
    const { length } = clock.slept;
    // A sleep or two may have begun before; all that is left to do then is done between two.
    await eventually(() => clock.slept.length > length + 3, true);
  };
  /** Until the relay knows that rows have arrived, and has nothing to do. */
  const idle = async (run: ServerRun, rows: number) => {
    await eventually(() => store.relays.find(1, run.id).lineCounts.history, rows);
    await looked();
  };
  const posts = (run: string) => proxy.seen.filter(({ path }) => path.endsWith(`/${run}/file_stream`)).length;
  return { upstream, proxy, store, clock, said, relay, createRun, write, looked, idle, posts };
}

test('a sign of life is passed on as one, and not more often than clients give it', async () => {
  const { clock, relay, createRun, write, looked, idle, posts } = await startWorld();
  const run = createRun('r');
  void relay.run();
  write(run, 0, lines(0, 2));
  await idle(run, 2);
  const before = posts('r');
  for (const later of [5_000, 25_000, 30_000]) {
    clock.ahead = later;
    relay.changed(run.id);
    await looked();
  }
  expect(posts('r') - before).toBe(1);
});

test('rows gather between two requests', async () => {
  const { upstream, clock, relay, createRun, write, looked, idle, posts } = await startWorld();
  const run = createRun('r');
  void relay.run();
  write(run, 0, lines(0, 1));
  await idle(run, 1);
  const before = posts('r');
  for (let step = 1; step < 20; step++) {
    write(run, step, lines(step, step + 1));
    if (step % 5 === 0) await looked();
  }
  expect(posts('r')).toBe(before);
  clock.ahead += 1_000;
  relay.changed(run.id);
  await eventually(() => textsOf(upstream), lines(0, 20));
  expect(posts('r') - before).toBe(1);
});

test('a key that was refused is read again, and runs follow', async () => {
  let key = 'wrong'.repeat(8);
  const { upstream, said, relay, createRun, write } = await startWorld(() => key);
  void relay.run();
  write(createRun('r'), 0, lines(0, 2));
  await eventually(() => said.length, 1);
  key = upstream.key;
  await eventually(() => textsOf(upstream), lines(0, 2));
  expect(said.map((line) => / is (\w+)/.exec(line)![1])).toEqual(['refused', 'online']);
});

test('a pause that the upstream asks for is kept by all runs', async () => {
  const { upstream, proxy, clock, relay, createRun, write, looked } = await startWorld();
  proxy.plan = inOrder(/file_stream/, [{ kind: 'answer', status: 429, headers: { 'retry-after': '7' } }]);
  write(createRun('a'), 0, lines(0, 1));
  void relay.run();
  await eventually(() => clock.slept.some((ms) => ms > 6_000 && ms <= 7_000), true);
  const seen = proxy.seen.length;
  write(createRun('b'), 0, lines(0, 1));
  await looked();
  expect(proxy.seen.length).toBe(seen);
  clock.ahead = 8_000;
  await eventually(() => [textsOf(upstream, 'a'), textsOf(upstream, 'b')], [lines(0, 1), lines(0, 1)]);
});

test('more runs than may be under way at a time all arrive', async () => {
  const { upstream, relay, createRun, write } = await startWorld();
  const names = Array.from({ length: 30 }, (_, i) => `r${i}`);
  for (const name of names) write(createRun(name), 0, lines(0, 5));
  void relay.run();
  await eventually(
    () => upstream.graphql('{ project(name: "p") { runs(first: 50) { edges { node { historyLineCount } } } } }'),
    {
      status: 200,
      data: { project: { runs: { edges: names.map(() => ({ node: { historyLineCount: 5 } })) } } },
    },
  );
  for (const name of names) expect(textsOf(upstream, name)).toEqual(lines(0, 5));
});

test('a run that was deleted has no turn any more', async () => {
  const { store, relay, createRun, write } = await startWorld();
  const run = createRun('r');
  write(run, 0, lines(0, 2));
  expect(await relay.forwardingOf(run)).toMatchObject({ url: null, rows: 0 });
  store.runs.delete(run.id);
  relay.deleted(run.id);
  expect(await relay.forwardingOf(run)).toBeNull();
});
