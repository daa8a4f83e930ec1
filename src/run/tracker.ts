import { fromProblem, SpoorError, toProblem, type Answer, type RunIdentity, type RunRecord } from '../wire/index';
import { readback } from '../values/index';
import { connect, disconnect } from '../worker/connect';
import type { EngineEvent, LastWords, Opened, OpenRequest } from '../worker/contract';
import { Link } from '../worker/link';
import type { Slot } from '../worker/slot';
import type { Connection } from '../worker/spawn';
import type { InitOptions } from './options';
import type { Summary } from './summary';
import type { Tally } from './tally';

const JOURNAL_TROUBLE: readonly string[] = ['storage-failed', 'storage-full', 'worker-failed'];

/** The connection that a run's options ask for. A way that was refused is said once; the next one is tried. */
export function connectFor({ workerUrl }: InitOptions, tally: Tally): Promise<Connection> {
  return connect(workerUrl, (rung, error) =>
    tally.complain(error.code, `the worker (${rung}) was refused, trying the next way: ${error.message}`),
  );
}

/** What connects a run to its engine: rows out, news in. */
export class Tracker {
  readonly #request: OpenRequest;
  readonly #options: InitOptions;
  readonly #tally: Tally;
  readonly #link: Link;
  readonly #key: string;
  readonly #acknowledgedBefore: number;
  #connection!: Connection;
  #identity: RunIdentity | null;
  #readOpenRow: () => string | null = () => null;

  constructor(connection: Connection, request: OpenRequest, opened: Opened, options: InitOptions, tally: Tally) {
    this.#request = request;
    this.#options = options;
    this.#tally = tally;
    this.#key = opened.key;
    this.#identity = opened.identity;
    this.#acknowledgedBefore = opened.next.history;
    this.#link = new Link(
      connection,
      opened.key,
      request.writer,
      { nextLine: opened.next.history, step: opened.step },
      {
        journaled: (rows) => {
          const { status } = this.#tally;
          status.journaled += rows;
          // The journal takes rows again.
          if (status.problem && JOURNAL_TROUBLE.includes(status.problem.code)) status.problem = null;
          this.#tally.changed();
        },
        failed: (error, dropped) => {
          if (dropped > 0) this.#tally.drop(error.code, error.message, dropped);
          else this.#tally.complain(error.code, error.message);
          this.#tally.status.problem = toProblem(error);
        },
        openRow: () => this.#readOpenRow(),
        reconnect: () => this.#reconnect(),
      },
    );
    this.#follow(connection);
  }

  /** Who the run is to the server; null until the server has said so. */
  get identity(): RunIdentity | null {
    return this.#identity;
  }

  /** Where to read the row that is being filled. */
  watchOpenRow(read: () => string | null): void {
    this.#readOpenRow = read;
  }

  append(row: string | Slot, nextStep: number): void {
    this.#link.append(row, nextStep);
  }

  change(change: Parameters<Link['change']>[0]): void {
    this.#link.change(change);
  }

  async flush(): Promise<void> {
    readback.hurry();
    await this.#link.flush();
  }

  async synced(): Promise<void> {
    await this.flush();
    await this.#ask((engine) => engine.synced(this.#key));
  }

  async finish(exitCode: number): Promise<boolean> {
    await this.flush();
    const { delivered } = await this.#ask((engine) => engine.finish(this.#key, exitCode));
    return delivered;
  }

  /** Ends the connection: everything is delivered. */
  async close(): Promise<void> {
    await this.#ask((engine) => engine.close(this.#key));
    await disconnect(this.#connection);
  }

  /** Posts what has gathered, without waiting for the window: the page is hidden. */
  post(): void {
    this.#link.post();
  }

  lastWords(record: RunRecord, summary: Summary): LastWords | null {
    return this.#link.lastWords(record, summary.pinned);
  }

  hurry(): void {
    void this.#connection.engine.hurry();
  }

  async #ask<T>(call: (engine: Connection['engine']) => Promise<Answer<T>>): Promise<T> {
    const answer = await Promise.race([call(this.#connection.engine), this.#connection.failure]);
    if (!answer.ok) throw fromProblem(answer.problem);
    return answer.value;
  }

  async #reconnect(): Promise<Connection> {
    const connection = await connectFor(this.#options, this.#tally);
    const answer = await connection.engine.open({ ...this.#request, isNew: false });
    if (!answer.ok) throw fromProblem(answer.problem);
    this.#follow(connection);
    return connection;
  }

  #follow(connection: Connection): void {
    this.#connection = connection;
    this.#tally.status.worker = connection.rung;
    this.#tally.status.storage = connection.storage;
    connection.events.addEventListener('message', ({ data }: MessageEvent<EngineEvent>) => this.#receive(data));
    connection.events.start();
  }

  #receive(event: EngineEvent): void {
    if (event.key !== this.#key) {
      if (event.type === 'drop') this.#tally.complain(event.reason, `of a run that another page left: ${event.detail}`);
      return;
    }
    const { status } = this.#tally;
    switch (event.type) {
      case 'acknowledged':
        status.acknowledged = Math.max(status.acknowledged, event.lines.history - this.#acknowledgedBefore);
        break;
      case 'identity':
        this.#identity = event.identity;
        break;
      case 'link':
        status.link = event.state;
        status.problem = event.problem;
        status.retryAt = event.retryInMs === null ? null : Date.now() + event.retryInMs;
        if (event.problem && event.state === 'refused') this.#tally.complain(event.problem.code, event.problem.message);
        break;
      case 'stop':
        if (this.#tally.stop.signal.aborted) return;
        this.#tally.stop.abort(new SpoorError('run-finished', 'Somebody asked the run to stop.'));
        this.#tally.emitter.emit('stop', null);
        break;
      case 'drop':
        this.#tally.drop(event.reason, event.detail);
        break;
      case 'token':
        void this.#answerToken(event);
        break;
    }
    this.#tally.changed();
  }

  async #answerToken({ request, entity, project, runId }: EngineEvent & { type: 'token' }): Promise<void> {
    const { token } = this.#options;
    let answer: Answer<string>;
    try {
      const value = typeof token === 'function' ? await token({ entity, project, runId }) : token;
      if (typeof value !== 'string') throw new TypeError('token() gave no text');
      answer = { ok: true, value };
    } catch (error) {
      answer = { ok: false, problem: { code: 'unauthorized', message: `The token() given to init() failed: ${toProblem(error).message}` } };
    }
    await this.#connection.engine.answerToken(request, answer);
  }
}
