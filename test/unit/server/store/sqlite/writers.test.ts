import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SqliteStore } from '../../../../../src/server/store/sqlite/sqlite-store';
import { RUN_FIELDS, type RunChanges } from '../../../../../src/server/store/port/store';
import { NO_LINES, STREAM_NAMES, type StreamName } from '../../../../../src/wire/index';

const UNSAID = {
  ...Object.fromEntries(RUN_FIELDS.map((field) => [field, null])),
  displayName: 'r',
  tags: null,
} as unknown as RunChanges;

/** The line with a number that a process writes: of what is printed the time is that of the upload. */
function lineOf(process: number, stream: StreamName, number: number, upload: number): string {
  if (stream === 'output') return `${upload} ${process} prints ${number}`;
  // All processes count the same steps.
  return JSON.stringify({ _step: number, _timestamp: process * 1000 + number, _runtime: upload, by: process });
}

/** Which line of which process it is. */
function nameOf(line: string): string {
  if (!line.startsWith('{')) return line.replace(/^\d+ /, '');
  const { by, _step } = JSON.parse(line) as { by: number; _step: number };
  return `${by} logs ${_step}`;
}

const nameIn = (process: number, stream: StreamName, number: number) => nameOf(lineOf(process, stream, number, 0));

/** One process and the uploads of its lines, one after the other. */
interface Process {
  isShared: boolean;
  /** How many lines it has of each stream. */
  counts: Record<StreamName, number>;
}

interface Upload {
  process: number;
  /** It goes on with what the run has, and numbers its lines from there. */
  resumes: boolean;
  /** Each is one request: how many lines of each stream, and how often it is sent. */
  requests: { lines: Record<StreamName, number>; times: number }[];
}

const amounts = (max: number) => fc.record({ history: fc.nat(max), events: fc.nat(max), output: fc.nat(max) });
const processes = fc.array(fc.record({ isShared: fc.boolean(), counts: amounts(6) }), { minLength: 1, maxLength: 4 });
const uploads = fc.array(
  fc.record({
    process: fc.nat(3),
    resumes: fc.boolean(),
    requests: fc.array(fc.record({ lines: amounts(4), times: fc.integer({ min: 1, max: 3 }) }), { maxLength: 5 }),
  }),
  { maxLength: 8 },
);

class Scene {
  readonly #all: Process[];
  /** Lines of each process that have been sent. */
  readonly sent: Record<StreamName, number>[];
  readonly #run: number;
  store: SqliteStore;

  constructor(store: SqliteStore, all: Process[], name: string) {
    this.store = store;
    this.#all = all;
    this.sent = all.map(() => ({ ...NO_LINES }));
    const { project } = store.projects.upsert('local', 'p', null, 0);
    this.#run = store.create(project.id, name, UNSAID, [], 0).id;
  }

  /** The requests of one upload, which may stop anywhere. */
  *carryOut({ process: chosen, resumes, requests }: Upload, upload: number): Generator<void> {
    const process = chosen % this.#all.length;
    const { counts, isShared } = this.#all[process]!;
    const client = isShared ? `client ${process}` : null;
    const from = resumes && !isShared ? { ...this.store.runs.byId(this.#run)!.lineCounts } : { ...NO_LINES };
    this.store.open(this.#run, client, from);
    const next = { ...NO_LINES };
    for (const { lines, times } of requests) {
      const streams: Partial<Record<StreamName, { offset: number; content: string[] }>> = {};
      for (const stream of STREAM_NAMES) {
        const content = Array.from({ length: Math.min(lines[stream], counts[stream] - next[stream]) }, (_, index) =>
          lineOf(process, stream, next[stream] + index, upload),
        );
        if (content.length > 0) streams[stream] = { offset: from[stream] + next[stream], content };
      }
      // Of what is printed nothing tells which process it is, and of samples only those that it has sent before.
      if (next.history === 0 && !streams.history && streams.output) continue;
      for (let time = 0; time < times; time++) {
        this.store.write(this.#run, {
          writer: { client },
          streams,
          summary: null,
          exitcode: null,
          interruptedAt: null,
          receivedAt: 0,
        });
      }
      for (const stream of STREAM_NAMES) {
        next[stream] += streams[stream]?.content.length ?? 0;
        this.sent[process]![stream] = Math.max(this.sent[process]![stream], next[stream]);
      }
      yield;
    }
  }

  /** What is stored of a stream, by process. */
  async stored(stream: StreamName): Promise<string[][]> {
    const names = (await this.store.lines.range(this.#run, stream, 0, 1_000_000)).map(({ text }) => nameOf(text));
    return this.#all.map((_, process) => names.filter((name) => name.startsWith(`${process} `)));
  }

  expected(stream: StreamName): string[][] {
    return this.sent.map((sent, process) =>
      Array.from({ length: sent[stream] }, (_, number) => nameIn(process, stream, number)),
    );
  }
}

async function withStore(
  work: (store: SqliteStore, reopen: () => Promise<SqliteStore>) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-writers-'));
  let store = await SqliteStore.open(folder);
  const reopen = async () => {
    store.close();
    return (store = await SqliteStore.open(folder));
  };
  try {
    await work(store, reopen);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

test('whatever processes write a run, one after another, cut short and uploaded again: each line is there once, in the order of its process', async () => {
  await withStore(async (store) => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(processes, uploads, async (all, plan) => {
        // A process that shares a run is uploaded once: it has one name.
        const scene = new Scene(store, all, `run ${count++}`);
        const shared = new Set<number>();
        for (const [upload, each] of plan.entries()) {
          const process = each.process % all.length;
          if (all[process]!.isShared && shared.has(process)) continue;
          shared.add(process);
          for (const _ of scene.carryOut(each, upload)) continue;
        }
        for (const stream of STREAM_NAMES) expect(await scene.stored(stream)).toEqual(scene.expected(stream));
      }),
      { numRuns: 300 },
    );
  });
});

test('processes that share a run write it at once, and the server begins anew between their requests', async () => {
  await withStore(async (first, reopen) => {
    let store = first;
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(amounts(8), { minLength: 2, maxLength: 4 }),
        fc.array(fc.record({ who: fc.nat(3), again: fc.boolean() }), { minLength: 5, maxLength: 30 }),
        async (counts, turns) => {
          const scene = new Scene(
            store,
            counts.map((each) => ({ isShared: true, counts: each })),
            `run ${count++}`,
          );
          const requests = Array.from({ length: 10 }, () => ({
            lines: { history: 2, events: 1, output: 3 },
            times: 2,
          }));
          const at = counts.map((_, process) => scene.carryOut({ process, resumes: false, requests }, process));
          for (const { who, again } of turns) {
            if (again && count % 10 === 0) scene.store = store = await reopen();
            at[who % at.length]!.next();
          }
          for (const stream of STREAM_NAMES) expect(await scene.stored(stream)).toEqual(scene.expected(stream));
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('what a process has printed before its first row goes to where it lay, when it was uploaded before', async () => {
  await withStore(async (store) => {
    const { project } = store.projects.upsert('local', 'p', null, 0);
    const run = store.create(project.id, 'r', UNSAID, [], 0).id;
    const request = (streams: Parameters<SqliteStore['write']>[1]['streams']) =>
      store.write(run, {
        writer: { client: null },
        streams,
        summary: null,
        exitcode: null,
        interruptedAt: null,
        receivedAt: 0,
      });
    for (const [process, upload] of [
      [0, 0],
      [1, 1],
      [0, 2],
      [1, 3],
    ] as const) {
      store.open(run, null, NO_LINES);
      const printed = [0, 1].map((number) => lineOf(process, 'output', number, upload));
      request({ output: { offset: 0, content: printed } });
      request({ history: { offset: 0, content: [lineOf(process, 'history', 0, upload)] } });
      request({ output: { offset: 2, content: [lineOf(process, 'output', 2, upload)] } });
    }
    const lines = (await store.lines.range(run, 'output', 0, 100)).map(({ text }) => text);
    expect(lines).toEqual(
      [0, 1].flatMap((process) => [0, 1, 2].map((number) => lineOf(process, 'output', number, process + 2))),
    );
    expect(store.runs.byId(run)!.lineCounts).toEqual({ history: 2, events: 0, output: 6 });
  });
});

test('one that was overtaken by another of the same id, and did not know of it, goes on with its own lines', async () => {
  await withStore(async (store) => {
    const { project } = store.projects.upsert('local', 'p', null, 0);
    const run = store.create(project.id, 'r', UNSAID, [], 0).id;
    const log = (process: number, offset: number, count: number) => {
      const content = Array.from({ length: count }, (_, index) => lineOf(process, 'history', offset + index, 0));
      store.write(run, {
        writer: { client: null },
        streams: { history: { offset, content } },
        summary: null,
        exitcode: null,
        interruptedAt: null,
        receivedAt: 0,
      });
    };
    store.open(run, null, NO_LINES);
    log(0, 0, 3);
    store.open(run, null, NO_LINES);
    log(1, 0, 2);
    log(0, 3, 2);
    log(1, 2, 2);
    // Both have sent as many: these are told apart by what stands there.
    log(0, 5, 1);
    log(1, 4, 1);
    log(1, 5, 2);
    log(0, 6, 1);
    const names = (await store.lines.range(run, 'history', 0, 100)).map(({ text }) => nameOf(text));
    expect(names.filter((name) => name.startsWith('0'))).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((number) => nameIn(0, 'history', number)),
    );
    expect(names.filter((name) => name.startsWith('1'))).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((number) => nameIn(1, 'history', number)),
    );
  });
});
