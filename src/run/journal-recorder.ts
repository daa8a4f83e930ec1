import {
  runKey,
  SpoorError,
  toProblem,
  type LineCounts,
  type Row,
  type RunIdentity,
  type RunRecord,
} from '../wire/index';
import { readback } from '../values/index';
import { connect, disconnect } from '../thread/connect';
import type { LastWords, Opened, OpenRequest } from '../thread/contract';
import { Link } from '../link/link';
import type { SideStream } from '../link/side-streams';
import type { PendingRow } from '../link/pending-row';
import { SET_ASIDE, type Connection } from '../thread/spawn';
import type { HistorySource } from './history';
import type { InitOptions } from './options';
import type { Change } from '../link/pending-changes';
import type { Recorder } from './recorder';
import { EngineEvents } from './status/engine-events';
import type { StatusReporter } from './status/status-reporter';
import { answerToken } from './token';

const MEMORY_ONLY = 'This page gets no IndexedDB: a reload loses the rows that the server does not have yet.';

const JOURNAL_TROUBLE: readonly string[] = ['storage-failed', 'storage-full', 'worker-failed'];

/** How long the end of a run waits for values that the GPU does not give, in milliseconds. A busy one takes minutes. */
const FINISH_PATIENCE_MS = 600_000;

type Call<T> = (engine: Connection['engine']) => Promise<T>;

/** The connection that a run's options ask for. A way that was refused is said once; the next one is tried. */
export function connectFor({ workerUrl }: InitOptions, reporter: StatusReporter): Promise<Connection> {
  return connect(workerUrl, (rung, error) =>
    reporter.complain(error.code, `the worker (${rung}) was refused, trying the next way: ${error.message}`),
  );
}

/** What connects a run to its engine: rows out, news in. */
export class JournalRecorder implements Recorder {
  readonly #options: InitOptions;
  readonly #reporter: StatusReporter;
  #connection!: Connection;
  /** Null when no connection is held. */
  #unfollow: (() => void) | null = null;
  #request!: OpenRequest;
  readonly #news: EngineEvents;
  #link!: Link;
  #isClosed = false;
  #readOpenRow: () => string | null = () => null;

  /** Listens from now on: an engine that opens a run may have to ask for its token. */
  constructor(connection: Connection, options: InitOptions, reporter: StatusReporter) {
    this.#options = options;
    this.#reporter = reporter;
    this.#news = new EngineEvents(reporter, (event) => void answerToken(this.#connection, event, options.token));
    this.#follow(connection);
  }

  async open(request: OpenRequest): Promise<Opened> {
    this.#request = request;
    this.#news.expect(request.writer);
    const opened = await this.#connection.engine.open(request);
    this.#news.begin(opened);
    this.#link = new Link(this.#connection, this.#key, request.writer, opened, {
      journaled: (rows, waitingBytes) => {
        const { status } = this.#reporter;
        status.journaled += rows;
        status.waitingBytes = waitingBytes;
        // The journal takes rows again.
        if (status.problem && JOURNAL_TROUBLE.includes(status.problem.code)) status.problem = null;
        this.#reporter.changed();
      },
      failed: (error, rows) => {
        if (rows > 0) this.#reporter.drop(error.code, error.message, rows);
        else this.#reporter.complain(error.code, error.message);
        this.#reporter.status.problem = toProblem(error);
        this.#reporter.changed();
      },
      openRow: () => this.#readOpenRow(),
      reconnect: (unconfirmed) => this.#reconnect(unconfirmed),
    });
    return opened;
  }

  get #key(): string {
    return runKey(this.#request.record);
  }

  get identity(): RunIdentity | null {
    return this.#news.identity;
  }

  watchOpenRow(read: () => string | null): void {
    this.#readOpenRow = read;
  }

  append(row: string | PendingRow, nextStep: number): void {
    this.#link.append(row, nextStep);
  }

  change(change: Change): void {
    if (this.#isClosed)
      throw new SpoorError('run-finished', 'The run is finished and delivered; resume it by its id to change it.');
    this.#link.change(change);
  }

  appendLines(stream: SideStream, lines: string[]): void {
    if (!this.#isClosed) this.#link.appendLines(stream, lines);
  }

  async flush(): Promise<void> {
    readback.hurry();
    await this.#link.flush();
  }

  async synced(): Promise<void> {
    if (this.#isClosed) return;
    await this.#flushForServer();
    await this.#ask((engine) => engine.synced(this.#key, this.#request.writer));
  }

  async finish(exitCode: number): Promise<boolean> {
    const unlimited = readback.limit(FINISH_PATIENCE_MS);
    await this.#flushForServer().finally(unlimited);
    const { delivered } = await this.#ask((engine) => engine.finish(this.#key, this.#request.writer, exitCode));
    return delivered;
  }

  async close(): Promise<void> {
    await this.#link.flush().catch(() => undefined);
    // By now the run may have been opened anew.
    await this.#ask((engine) => engine.close(this.#key, this.#request.writer)).catch(() => undefined);
    this.#isClosed = true;
    await this.leave();
  }

  /** Ends the connection of a run that was not opened, or is closed. */
  async leave(): Promise<void> {
    if (!this.#unfollow) return;
    this.#unfollow();
    this.#unfollow = null;
    await disconnect(this.#connection);
  }

  /** Hands the last words of a page that is gone to the journal. */
  async rescue(words: LastWords): Promise<void> {
    await this.#connection.engine.rescue(words);
  }

  post(): void {
    this.#link.post();
  }

  lastWords(record: RunRecord, pinned: Row): LastWords | null {
    return this.#link.lastWords(record, pinned);
  }

  get history(): HistorySource {
    return {
      waiting: async (from) => {
        await this.flush();
        return this.#read((engine) => engine.waitingRows(this.#key, from));
      },
      delivered: (from) => this.#read((engine) => engine.deliveredRows(this.#request, from)),
    };
  }

  hurry(): void {
    this.#connection.engine.hurry().catch(() => undefined);
  }

  /** The page is back from the back/forward cache. */
  comeBack(): void {
    this.#link.comeBack();
    this.hurry();
  }

  /** Rows that find no room in the journal get some when the server takes others, so that it is asked now. */
  async #flushForServer(): Promise<void> {
    if (this.#reporter.status.link === 'waiting') this.hurry();
    await this.flush();
  }

  /**
   * Whoever waits need not know that the page was in the back/forward cache meanwhile, or that its worker died, once.
   */
  async #ask<T>(call: Call<T>, mayDie = true): Promise<T> {
    const { engine } = this.#connection;
    try {
      return await call(engine);
    } catch (error) {
      const isAside = error === SET_ASIDE;
      if (!isAside && !(mayDie && toProblem(error).code === 'worker-failed')) throw error;
      await this.#link.present();
      if (engine === this.#connection.engine) throw error;
      return this.#ask(call, isAside && mayDie);
    }
  }

  /** The worker of a run that is closed may be gone; what it has delivered can be read by another. */
  async #read<T>(call: Call<T>): Promise<T> {
    if (!this.#isClosed) return this.#ask(call);
    this.#follow(await connectFor(this.#options, this.#reporter));
    try {
      return await call(this.#connection.engine);
    } finally {
      await this.leave();
    }
  }

  async #reconnect(unconfirmed: LineCounts): Promise<Connection> {
    const { storage } = this.#reporter.status;
    const connection = await connectFor(this.#options, this.#reporter);
    this.#follow(connection);
    try {
      await connection.engine.open({ ...this.#request, isNew: false, again: unconfirmed });
    } catch (error) {
      await this.leave();
      throw error;
    }
    if (storage === 'memory') this.#news.giveUpConfirmed();
    return connection;
  }

  #follow(connection: Connection): void {
    this.#connection = connection;
    this.#reporter.status.worker = connection.rung;
    this.#reporter.status.storage = connection.storage;
    if (connection.storage === 'memory') this.#reporter.complain('storage-failed', MEMORY_ONLY);
    this.#unfollow?.();
    this.#unfollow = connection.follow((event) => this.#news.receive(event));
  }
}
