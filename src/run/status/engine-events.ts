import { SpoorError, wallTime, type RunIdentity } from '../../wire/index';
import type { EngineEvent, Opened } from '../../thread/contract';
import { askForSync } from '../page/background';
import type { StatusReporter } from './status-reporter';

type TokenEvent = EngineEvent & { type: 'token' };

/** What the engine says of a run by itself, as the run's status and events. */
export class EngineEvents {
  identity: RunIdentity | null = null;
  readonly #reporter: StatusReporter;
  readonly #answerToken: (event: TokenEvent) => void;
  #writer: string | null = null;
  /** The number of the first line that this page has logged. */
  #begin = Infinity;

  constructor(reporter: StatusReporter, answerToken: (event: TokenEvent) => void) {
    this.#reporter = reporter;
    this.#answerToken = answerToken;
  }

  /** From now on takes what the engine says to this writer: also while the run is still being opened. */
  expect(writer: string): void {
    this.#writer = writer;
  }

  begin({ waitingBytes, identity, next }: Pick<Opened, 'waitingBytes' | 'identity' | 'next'>): void {
    this.#reporter.status.waitingBytes = waitingBytes;
    this.identity ??= identity;
    this.#begin = next.history;
  }

  receive(event: EngineEvent): void {
    if (event.to !== this.#writer) {
      if (event.type === 'drop' && event.to === '')
        this.#reporter.complain(event.reason, `of a run that another page left: ${event.detail}`);
      return;
    }
    const { status } = this.#reporter;
    switch (event.type) {
      case 'acknowledged':
        status.acknowledged = Math.max(status.acknowledged, event.lines.history - this.#begin);
        status.waitingBytes = event.waitingBytes;
        break;
      case 'identity':
        this.identity = event.identity;
        break;
      case 'link':
        // Once for each time without a server: as long as this page lives it tries by itself.
        if (event.state === 'waiting' && status.link !== 'waiting') askForSync();
        status.link = event.state;
        status.problem = event.problem;
        status.waitingBytes = event.waitingBytes;
        status.retryAt = event.retryInMs === null ? null : wallTime() + event.retryInMs;
        if (event.problem) this.#reporter.complain(event.problem.code, event.problem.message);
        break;
      case 'stop':
        if (this.#reporter.stop.signal.aborted) return;
        this.#reporter.stop.abort(new SpoorError('run-finished', 'Somebody asked the run to stop.'));
        this.#reporter.emitter.emit('stop', null);
        break;
      case 'drop':
        this.#reporter.drop(event.reason, event.detail);
        break;
      case 'token':
        this.#answerToken(event);
        break;
    }
    this.#reporter.changed();
  }

  /**
   * A worker without IndexedDB has died: the rows that it had confirmed in its memory, and not delivered, are counted
   * as dropped.
   */
  giveUpConfirmed(): void {
    const { journaled, acknowledged } = this.#reporter.status;
    const lost = journaled - acknowledged;
    if (lost <= 0) return;
    this.#begin += lost;
    this.#reporter.drop('worker-failed', 'rows were in the memory of a worker that died', lost);
  }
}
