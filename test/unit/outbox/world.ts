import { Journal, type JournalEntry } from '../../../src/journal/index';
import type { Storage } from '../../../src/journal/storage';
import type { Backend } from '../../../src/backend/backend';
import { adoptOrphans } from '../../../src/outbox/adopt-orphans';
import { Drain } from '../../../src/outbox/drain';
import { NO_LINES, runKey, runLock } from '../../../src/wire/index';
import { ModelBackend, type Fault } from '../../support/backend';
import { FakeClock } from '../../support/clock';
import { entryOf, line, recordOf } from '../journal/entries';
import type { Event } from './event';
import { Gate } from './gate';
import { FakeLocks } from './locks';

const KEY = runKey(recordOf());
const nothing = () => undefined;

interface Page {
  writer: string;
  journal: Journal;
  drain: Drain;
  kill: () => void;
  freeze: () => void;
  /** Goes on, and takes its lock again as soon as it can be had. */
  thaw: (isOwner: boolean) => void;
}

interface Words {
  writer: string;
  entry: JournalEntry;
}

/**
 * One run in an origin whose pages come, crash and are adopted, and the model of it: `logged` are the rows that the
 * journal has said to have.
 */
export class World {
  readonly logged: string[] = [];
  /** The files that the journal has said to have. */
  readonly files: string[] = [];
  readonly backend = new ModelBackend();
  readonly clock: FakeClock;
  readonly #record;
  readonly #storage: Storage;
  readonly #locks = new FakeLocks();
  readonly #faults: Fault[] = [];
  #page: Page | null = null;
  /** The page that is in the bfcache. */
  #away: Page | null = null;
  #words: Words | null = null;
  #spoken: Words | null = null;
  #pages = 0;
  #openRow: string | null = null;
  #isFinished = false;

  /** @param inherited rows of the run that this one is forked from, which the backend has; 0 for a run of its own. */
  constructor(storage: Storage, rounds: number, inherited = 0) {
    this.#storage = storage;
    this.#record = recordOf(inherited > 0 ? { forkedFrom: { run: 'parent', step: inherited } } : {});
    const lines = Array.from({ length: inherited }, (_, i) => `{"parent":${i},"_step":${i}}`);
    const parent = {
      record: recordOf({ id: 'parent' }),
      summary: {},
      files: new Map(),
      exits: [],
      alerts: [],
      isEnded: false,
    };
    this.backend.runs.set('parent', { ...parent, lines: { history: lines } });
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
      case 'file':
        return this.#file();
      case 'leave':
        return this.#leave(event.rows);
      case 'linger':
        return this.#linger(event.rows);
      case 'rescue':
        return this.#rescue();
      case 'rescue again':
        // Refused, when others have taken the run since.
        return this.#spoken ? this.#give(this.#spoken).catch(nothing) : undefined;
      case 'come back':
        return this.#comeBack();
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
    const isAgain = offset < this.logged.length;
    const lines = Array.from({ length: rows }, (_, i) => this.logged[offset + i] ?? line(offset + i));
    await journal.append(KEY, writer, entryOf(offset, lines, { openRow: isAgain ? this.#openRow : null }));
    this.logged.splice(offset, rows, ...lines);
    if (!isAgain) this.#openRow = null;
    drain.poke(journal.waitingBytes(KEY));
  }

  async #file(): Promise<void> {
    if (!this.#page || this.#isFinished) return;
    const path = `media/${this.files.length}.txt`;
    const file = { path, type: 'text/plain', bytes: new TextEncoder().encode(path).buffer };
    const entry = entryOf(this.logged.length, [], { files: [file], openRow: this.#openRow });
    await this.#page.journal.append(KEY, this.#page.writer, entry);
    this.files.push(path);
    this.#page.drain.poke(this.#page.journal.waitingBytes(KEY));
  }

  #leave(rows: number): void {
    if (!this.#page || this.#isFinished) return;
    const offset = this.logged.length;
    const lines = Array.from({ length: rows }, (_, i) => line(offset + i));
    // The row that is open is the one after those, and is ended by the page that leaves.
    if (this.#openRow) lines.push(this.#openRow.replaceAll(String(offset), String(offset + rows)));
    this.#openRow = null;
    this.logged.push(...lines);
    this.#words = lines.length > 0 ? { writer: this.#page.writer, entry: entryOf(offset, lines) } : null;
    this.#spoken = this.#words;
    this.#away?.kill();
    this.#away = this.#page;
    this.#page = null;
    this.#away.freeze();
  }

  async #linger(rows: number): Promise<void> {
    if (!this.#words || !this.#away) return;
    await this.#give(saidAnew(this.#words, rows));
  }

  async #rescue(): Promise<void> {
    if (!this.#words) return;
    await this.#give(this.#words);
    this.#words = null;
  }

  async #give({ writer, entry }: Words): Promise<void> {
    await new Journal(this.#storage).append(KEY, writer, entry);
  }

  async #comeBack(): Promise<void> {
    const page = this.#away;
    this.#away = null;
    if (!page) return;
    // Another page has opened the run since: what this one says is refused, but it goes on delivering.
    if (page.writer !== `w${this.#pages}`) return page.thaw(false);
    this.#page = page;
    const words = this.#words;
    this.#words = null;
    page.thaw(true);
    // What it said as it left is still in its own queue.
    if (words) await page.journal.append(KEY, page.writer, saidAnew(words).entry);
    page.drain.hurry();
  }

  async #fillRow(): Promise<void> {
    if (!this.#page || this.#isFinished) return;
    this.#openRow = `{"open":true,"n":${this.logged.length},"_step":${this.logged.length}}`;
    await this.#page.journal.append(
      KEY,
      this.#page.writer,
      entryOf(this.logged.length, [], { openRow: this.#openRow }),
    );
  }

  async #openPage(): Promise<void> {
    // Before anything of its own, a page hands over what those before it have said.
    await this.#rescue();
    const gate = new Gate();
    const journal = new Journal({
      ...this.#storage,
      kind: this.#storage.kind,
      transaction: (options, work) => gate.pass(() => this.#storage.transaction(options, work)),
      close: nothing,
    });
    const backend: Backend = {
      resume: (record) => gate.pass(() => this.backend.resume(record)),
      upsert: (...all) => gate.pass(() => this.backend.upsert(...all)),
      send: (...all) => gate.pass(() => this.backend.send(...all)),
      alert: (...all) => gate.pass(() => this.backend.alert(...all)),
      upload: (...all) => gate.pass(() => (this.backend as Backend).upload(...all)),
    };
    const writer = `w${++this.#pages}`;
    await journal.claim(this.#record, writer, this.#pages === 1 && !this.#record.forkedFrom ? { ...NO_LINES } : null);
    this.#rowsOfItsOwn();
    this.#isFinished = false;
    const events = { introduced: nothing, acknowledged: nothing, stopped: nothing, dropped: nothing, link: nothing };
    const drain = new Drain({ key: KEY, journal, backend, clock: this.clock, transmitInterval: 1_000, events });
    let release: () => void = nothing;
    const hold = () =>
      void this.#locks.request(runLock(KEY), {}, () =>
        gate.isDead ? undefined : new Promise<void>((resolve) => (release = resolve)),
      );
    hold();
    this.#page = {
      writer,
      journal,
      drain,
      kill: () => {
        gate.kill();
        release();
      },
      freeze: () => {
        gate.freeze();
        release();
      },
      thaw: (isOwner) => {
        gate.thaw();
        if (isOwner) hold();
      },
    };
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

/** Rows of last words, as a batch that comes after them. */
function saidAnew({ writer, entry }: Words, rows?: number): Words {
  const { offset, lines } = entry.streams.history!;
  return { writer, entry: entryOf(offset, lines.slice(0, rows)) };
}
