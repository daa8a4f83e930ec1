import { Journal, type JournaledRun, type RunFile } from '../../../src/journal/index';
import { openMemory } from '../../../src/journal/memory';
import type { Storage } from '../../../src/journal/storage';
import { Drain, type LinkState } from '../../../src/outbox/drain';
import {
  NO_LINES,
  runKey,
  type LineCounts,
  type Problem,
  type ProblemCode,
  type RunRecord,
} from '../../../src/wire/index';
import { ModelBackend } from '../../support/backend';
import { FakeClock } from '../../support/clock';
import { entryOf, recordOf } from '../journal/entries';

export interface StationOptions {
  storage?: Storage;
  backend?: ModelBackend;
  clock?: FakeClock;
  record?: RunRecord;
  /** Null: the backend must be asked where lines begin. */
  base?: LineCounts | null;
}

/**
 * One run, its journal, its drain and a backend, without a page or a worker: what is appended here is what `log()`
 * would bring.
 */
export class Station {
  readonly clock: FakeClock;
  readonly backend: ModelBackend;
  readonly journal: Journal;
  readonly record: RunRecord;
  readonly key: string;
  readonly drain: Drain;
  readonly links: { state: LinkState; problem: Problem | null; retryInMs: number | null }[] = [];
  readonly dropped: ProblemCode[] = [];
  readonly acknowledged: number[] = [];
  introductions = 0;
  stops = 0;
  #next = 0;

  constructor({
    storage = openMemory(),
    backend = new ModelBackend(),
    clock = new FakeClock(),
    record = recordOf(),
  }: StationOptions = {}) {
    this.clock = clock;
    this.backend = backend;
    this.journal = new Journal(storage);
    this.record = record;
    this.key = runKey(record);
    this.drain = new Drain({
      key: this.key,
      journal: this.journal,
      backend,
      clock,
      transmitInterval: 1_000,
      events: {
        introduced: () => void this.introductions++,
        acknowledged: ({ acknowledged }: JournaledRun) => void this.acknowledged.push(acknowledged.history),
        stopped: () => void this.stops++,
        dropped: (reason) => void this.dropped.push(reason),
        link: (state, problem, retryInMs) => void this.links.push({ state, problem, retryInMs }),
      },
    });
  }

  static async open(options: StationOptions = {}): Promise<Station> {
    const station = new Station(options);
    const run = await station.journal.claim(
      station.record,
      'w1',
      options.base === undefined ? { ...NO_LINES } : options.base,
    );
    station.#next = run.next.history;
    return station;
  }

  /** Appends rows and rings. */
  async log(lines: string[], files: RunFile[] = []): Promise<void> {
    await this.journal.append(this.key, 'w1', entryOf(this.#next, lines, { files }));
    this.#next += lines.length;
    this.drain.poke(this.journal.waitingBytes(this.key));
  }

  async finish(exitCode = 0): Promise<void> {
    await this.journal.update(this.key, (run) => (run.exitCode = exitCode), 'strict');
    this.drain.hurry();
  }

  /** Starts the drain and lets it come to rest. */
  async start(): Promise<void> {
    void this.drain.run();
    await this.clock.rest();
  }

  load(): Promise<JournaledRun> {
    return this.journal.load(this.key) as Promise<JournaledRun>;
  }

  get stored(): string[] {
    return this.backend.history(this.record.id);
  }

  get sends(): number {
    return this.backend.requests.filter(({ operation }) => operation === 'send').length;
  }
}

/** The faults of the next requests, one each; then none. */
export function faultsInTurn(
  backend: ModelBackend,
  faults: ReturnType<ModelBackend['fault']>[],
  only?: 'send' | 'upload' | 'upsert' | 'resume',
): void {
  const coming = [...faults];
  backend.fault = (operation) => (only && operation !== only ? null : (coming.shift() ?? null));
}
