import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect } from 'vitest';
import { compareRows, isExact, readStored, readWhole, type LoggedRow } from '../support/oracle';
import { startProxy, type FaultProxy } from '../support/proxy';
import { randomFrom } from '../support/random';
import { randomFaults } from '../support/random-faults';
import { spawnServer, startTestServer, type SpawnedServer } from '../support/server';
import { StubbornClient } from '../support/stubborn-client';
import { clients } from './clients';
import { test } from './suite';

const RUNS = ['one', 'two', 'three', 'four'];
const BATCHES = 14;
const STORM_MS = 7_000;
const CALM_MS = 45_000;

/** `RELAY_SEEDS=1,2,3` plays the same storms again. */
const SEEDS =
  process.env['RELAY_SEEDS']?.split(',').map(Number) ?? [1, 2, 3].map(() => Math.floor(Math.random() * 1e6));

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
const makeFolder = () => folders[folders.push(mkdtempSync(join(tmpdir(), 'spoor-relay-'))) - 1]!;

/** A server that is killed and comes back at the same port, on the same data. */
class Phoenix {
  readonly data = makeFolder();
  readonly #forward: { to: string; key: string } | undefined;
  #server: SpawnedServer | null = null;
  /** What all of its lives have printed. */
  printed = '';
  lives = 0;

  constructor(forward?: { to: string; key: string }) {
    this.#forward = forward;
  }

  get server(): SpawnedServer {
    return this.#server!;
  }

  async start(): Promise<void> {
    const port = this.#server ? Number(new URL(this.#server.url).port) : 0;
    this.#server = await spawnServer({ port, data: this.data, ...(this.#forward && { forward: this.#forward }) });
    this.lives++;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    await this.server.kill(signal);
    this.printed += this.server.output();
  }
}

/**
 * One run as a client would log it: batches, some in the wrong order, console lines that are rewritten, files that
 * change.
 */
async function logRun(client: StubbornClient, run: string, random: () => number): Promise<LoggedRow[]> {
  const logged: LoggedRow[] = [];
  await client.createRun('storm', run, {
    displayName: `run ${run}`,
    config: `{"seed":{"value":${random()}}}`,
    tags: [run],
  });
  const batches = Array.from({ length: BATCHES }, () => {
    const rows = Array.from({ length: 1 + Math.floor(random() * 120) }, (_, i) => ({
      step: logged.length + i,
      values: { loss: random(), note: 'x'.repeat(Math.floor(random() * 200)) },
    }));
    const offset = logged.length;
    logged.push(...rows);
    const content = rows.map(({ step, values }) => JSON.stringify({ ...values, _step: step }));
    return { offset, content, summary: content.at(-1)! };
  });
  for (let i = 0; i < batches.length; i++) {
    const swap = i + 1 < batches.length && random() < 0.2;
    for (const { offset, content, summary } of swap ? [batches[i + 1]!, batches[i]!] : [batches[i]!]) {
      await client.fileStream('storm', run, {
        files: {
          'wandb-history.jsonl': { offset, content },
          'wandb-events.jsonl': { offset: i, content: [`{"cpu":${random()}}`] },
          'output.log': { offset: Math.floor(i / 3), content: [`batch ${i}`] },
          'wandb-summary.json': { offset: 0, content: [summary] },
        },
      });
    }
    if (swap) i++;
    if (random() < 0.5) {
      const bytes = Uint8Array.from({ length: Math.floor(random() * 20_000) }, () => random() * 256);
      await client.upload('storm', run, `media/${Math.floor(random() * 4)}.bin`, bytes);
    }
    if (random() < 0.2) await client.createRun('storm', run, { config: `{"seed":{"value":${random()}}}` });
    await new Promise((resolve) => setTimeout(resolve, random() * 500));
  }
  await client.fileStream('storm', run, { complete: true, exitcode: random() < 0.5 ? 0 : 3 });
  return logged;
}

/** Kills and faults, until it is told to stop. */
async function storm(relay: Phoenix, upstream: Phoenix, proxy: FaultProxy, random: () => number): Promise<void> {
  proxy.plan = randomFaults(random, 0.35);
  const end = performance.now() + STORM_MS;
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 200 + random() * 700));
    if (random() < 0.2) {
      proxy.cut();
      await new Promise((resolve) => setTimeout(resolve, random() * 600));
      proxy.mend();
      continue;
    }
    const victim = relay.lives > upstream.lives ? upstream : relay;
    await victim.end(random() < 0.8 ? 'SIGKILL' : 'SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, random() * 300));
    await victim.start();
  }
  proxy.plan = null;
}

const bytesOf = (folder: string): Buffer[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path));

describe(`${clients.spoor}`, () => {
  test('passes runs on through kills and faults, each line once', async () => {
    for (const seed of SEEDS) {
      console.log(`RELAY_SEEDS=${seed}`);
      const random = randomFrom(seed);
      const upstream = new Phoenix();
      await upstream.start();
      const { key } = upstream.server;
      const proxy = await startProxy(upstream.server.url);
      const relay = new Phoenix({ to: proxy.url, key });
      await relay.start();
      try {
        const client = new StubbornClient(() => relay.server);
        const logging = RUNS.map((run, i) => logRun(client, run, randomFrom(seed + i + 1)));
        await storm(relay, upstream, proxy, random);
        const logged = await Promise.all(logging);
        for (const [i, run] of RUNS.entries()) {
          const sent = readWhole(relay.data, 'storm', run)!;
          expect(isExact(compareRows(logged[i]!, sent.lines)), `seed ${seed}: the relay has what was logged`).toBe(
            true,
          );
          await expect
            .poll(() => readWhole(upstream.data, 'storm', run), {
              timeout: CALM_MS,
              interval: 300,
              message: `seed ${seed}`,
            })
            .toEqual(sent);
        }
        await relay.end('SIGTERM');
        await upstream.end('SIGTERM');
        const faults = proxy.seen.filter(({ fault }) => fault !== null).length;
        console.log(
          `${relay.lives} lives of the relay, ${upstream.lives} of the upstream, ${faults} of ${proxy.seen.length} requests failed`,
        );
        expect(Math.min(relay.lives, upstream.lives), 'there was a storm').toBeGreaterThan(1);
        expect(relay.printed).not.toContain(key);
        for (const bytes of bytesOf(relay.data)) expect(bytes.includes(key)).toBe(false);
        loseALine(upstream.data);
        const halves = RUNS.map((run) => [readWhole(upstream.data, 'storm', run), readWhole(relay.data, 'storm', run)]);
        expect(
          () => halves.forEach(([theirs, ours]) => expect(theirs).toEqual(ours)),
          'the comparison sees a lost line',
        ).toThrow();
      } finally {
        await proxy.close();
        await relay.server.kill('SIGKILL');
        await upstream.server.kill('SIGKILL');
      }
    }
  });
});

/** The control: a comparison that is blind would not see this. */
function loseALine(data: string): void {
  const database = new Database(join(data, 'spoor.db'));
  database.exec(
    "UPDATE chunks SET lines = json_remove(lines, '$[#-1]') WHERE run_id = 1 AND stream = 0 AND number = 0",
  );
  database.close();
}

describe(clients.wandb, () => {
  test('logs to a server that forwards, and reads from the one behind it', async ({ server: upstream }) => {
    await using relay = await startTestServer({ forward: { to: upstream.url, key: () => upstream.key } });
    const { result, output } = await upstream.python('relay.py', {
      server: relay,
      env: { UPSTREAM_URL: upstream.url, UPSTREAM_KEY: upstream.key },
    });
    const { first, behind } = result as { first: object; behind: object };
    expect(behind).toEqual(first);
    expect(behind).toMatchObject({
      name: 'forwarded',
      state: 'finished',
      config: { lr: '0.1', seed: '9007199254740993', layers: '[32, 64]' },
      tags: ['a', 'b'],
      notes: 'some notes',
      file: 'line one\nline two\n',
    });
    expect((behind as { rows: object[] }).rows).toHaveLength(200);
    const id = String((first as { id?: string }).id);
    expect(readStored(upstream.data, 'relay', id)?.lines).toEqual(readStored(relay.data, 'relay', id)!.lines);

    const answers = await Promise.all(
      ['/', '/api/health', '/local/relay', `/api/runs/local/relay/${id}/keys`].map(async (path) =>
        (await relay.fetch(path)).text(),
      ),
    );
    const asked = await relay.graphql(
      '{ viewer { id flags } project(name: "relay") { runs { edges { node { config forwarding { host url problem } } } } } }',
    );
    for (const said of [...answers, JSON.stringify(asked), ...relay.reported, output])
      expect(said).not.toContain(upstream.key);
    for (const bytes of bytesOf(relay.data)) expect(bytes.includes(upstream.key)).toBe(false);
  });
});
