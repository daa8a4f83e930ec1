import { Journal } from '../../../src/journal/index';
import type { Storage } from '../../../src/journal/storage';
import type { Backend } from '../../../src/backend/backend';
import { adoptOrphans } from '../../../src/outbox/adopt';
import { Drain } from '../../../src/outbox/drain';
import { NO_LINES, runKey, runLock } from '../../../src/wire/index';
import { ModelBackend, type Fault } from '../../support/backend';
import { FakeClock } from '../../support/clock';
import { entryOf, line, recordOf } from '../journal/entries';
import { FakeLocks } from './locks';

/** What may happen next, to a page, to its rows, to the network, to time. */
export type Event =
  | { do: 'log'; rows: number }
  | { do: 'log again'; back: number }
  | { do: 'open row' }
  | { do: 'crash' }
  | { do: 'open page' }
  | { do: 'adopt' }
  | { do: 'finish' }
  | { do: 'fault'; fault: Fault }
  | { do: 'arrive' }
  | { do: 'pass'; ms: number }
  | { do: 'hurry' };

const RECORD = recordOf();
const KEY = runKey(RECORD);
const nothing = () => undefined;

interface Page {
  writer: string;
  journal: Journal;
  drain: Drain;
  kill: () => void;
}

/**
 * One run in an origin whose pages come, crash and are adopted, and the model of it: `logged` are the rows that the journal has said to have.
 */
export class World {
  readonly logged: string[] = [];
  readonly backend = new ModelBackend();
  readonly clock: FakeClock;
  readonly #storage: Storage;
  readonly #locks = new FakeLocks();
  readonly #faults: Fault[] = [];
  #page: Page | null = null;
  #pages = 0;
  #openRow: string | null = null;
  #isFinished = false;

  constructor(storage: Storage, rounds: number) {
    this.#storage = storage;
    this.clock = new FakeClock({ rounds });
    this.backend.fault = () => this.#faults.shift() ?? null;
  }

  async happen(event: Event): Promise<void> {
    switch (event.do) {
      case 'log':
        return this.#log(this.logged.length, event.rows);
      case 'log again':
        // The page did not hear that its batch is in the journal, and gives it once more.
        return this.#log(Math.max(0, this.logged.length - event.back), Math.min(event.back, this.logged.length));
      case 'open row':
        return this.#fillRow();
      case 'crash':
        this.#page?.kill();
        this.#page = null;
        return;
      case 'open page':
        return this.#page ? undefined : this.#openPage();
      case 'adopt':
        return this.#adopt();
      case 'finish':
        return this.#finish();
      case 'fault':
        this.#faults.push(event.fault);
        return;
      case 'arrive':
        return this.backend.arrive();
      case 'pass':
        return this.clock.advance(event.ms);
      case 'hurry':
        return this.#page?.drain.hurry();
    }
  }

  /** The network is well, and a page finishes the run. Resolves with whether everything was delivered. */
  async heal(): Promise<boolean> {
    this.#faults.length = 0;
    this.backend.arrive();
    if (!this.#page) await this.#openPage();
    await this.#finish();
    let isSettled = false;
    void this.#page!.drain.settled(true).then((problem) => (isSettled = problem === null));
    for (let second = 0; second < 300 && !isSettled; second++) await this.clock.advance(1_000);
    return isSettled;
  }

  async #log(offset: number, rows: number): Promise<void> {
    if (!this.#page || this.#isFinished) return;
    const { journal, drain, writer } = this.#page;
    const lines = Array.from({ length: rows }, (_, i) => this.logged[offset + i] ?? line(offset + i));
    await journal.append(KEY, writer, entryOf(offset, lines, { openRow: offset + rows < this.logged.length ? this.#openRow : null }));
    this.logged.splice(offset, rows, ...lines);
    this.#openRow = null;
    drain.poke();
  }

  async #fillRow(): Promise<void> {
    if (!this.#page || this.#isFinished) return;
    this.#openRow = `{"open":true,"n":${this.logged.length},"_step":${this.logged.length}}`;
    await this.#page.journal.append(KEY, this.#page.writer, { ...entryOf(this.logged.length, []), streams: {}, openRow: this.#openRow });
  }

  async #openPage(): Promise<void> {
    let isDead = false;
    const gate = <T>(work: () => Promise<T>): Promise<T> => {
      const never = new Promise<T>(nothing);
      return isDead
        ? never
        : work().then(
            (value) => (isDead ? never : value),
            (error: unknown) => (isDead ? never : Promise.reject(error as Error)),
          );
    };
    const journal = new Journal({
      ...this.#storage,
      kind: this.#storage.kind,
      transaction: (options, work) => gate(() => this.#storage.transaction(options, work)),
      close: nothing,
    });
    const backend: Backend = {
      resume: (record) => gate(() => this.backend.resume(record)),
      upsert: (...all) => gate(() => this.backend.upsert(...all)),
      send: (...all) => gate(() => this.backend.send(...all)),
      alert: (...all) => gate(() => this.backend.alert(...all)),
      upload: (...all) => gate(() => (this.backend as Backend).upload(...all)),
    };
    const writer = `w${++this.#pages}`;
    await journal.claim(RECORD, writer, this.#pages === 1 ? { ...NO_LINES } : null);
    this.#rowsOfItsOwn();
    this.#isFinished = false;
    const events = { introduced: nothing, acknowledged: nothing, stopped: nothing, dropped: nothing, link: nothing };
    const drain = new Drain({ key: KEY, journal, backend, clock: this.clock, transmitInterval: 1_000, events });
    let release: () => void = nothing;
    void this.#locks.request(runLock(KEY), {}, () => new Promise<void>((resolve) => (release = resolve)));
    this.#page = { writer, journal, drain, kill: () => ((isDead = true), release()) };
    void drain.run();
  }

  async #adopt(): Promise<void> {
    if (this.#page) return;
    // Another tab of the origin, which has no trouble of its own.
    const adoption = {
      journal: new Journal(this.#storage),
      locks: this.#locks as unknown as LockManager,
      isOurs: () => true,
      backendFor: () => this.backend,
      dropped: nothing,
    };
    await adoptOrphans(adoption).catch(nothing);
    this.#rowsOfItsOwn();
  }

  async #finish(): Promise<void> {
    if (!this.#page || this.#isFinished) return;
    if (this.#openRow) await this.#log(this.logged.length, 1);
    this.#isFinished = true;
    await this.#page.journal.update(KEY, (run) => (run.exitCode = 0), 'strict');
    this.#page.drain.hurry();
  }

  /** The row that was being filled when its page went. */
  #rowsOfItsOwn(): void {
    if (this.#openRow) this.logged.push(this.#openRow);
    this.#openRow = null;
  }
}
