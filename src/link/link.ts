import { transfer } from 'comlink';
import {
  fromProblem,
  wallTime,
  type LineCounts,
  type Problem,
  type Row,
  type RunRecord,
  type SpoorError,
} from '../wire/index';
import { transferablesOf } from '../thread/draft';
import type { Batch, LastWords } from '../thread/contract';
import { textsOf } from './batch';
import { afterWindow } from './after-window';
import { BatchSender } from './batch-sender';
import { SideStreams, type SideStream } from './side-streams';
import { PendingChanges, type Change } from './pending-changes';
import { allUnsaid, firstUnconfirmed, type InFlight } from './in-flight';
import { BATCH_LINES, RowQueue } from './row-queue';
import { mediaIn, type PendingRow } from './pending-row';
import type { Connection } from '../thread/spawn';

/**
 * How long rows gather before they go to the worker. Together with the journal's own time it stays well below 50 ms.
 */
const WINDOW_MS = 10;

export interface LinkEvents {
  /** @param waitingBytes of the run, in the journal. */
  journaled(rows: number, waitingBytes: number): void;
  /** @param dropped how many rows, or media of rows, are lost by it. */
  failed(error: SpoorError, dropped: number): void;
  /** The row that is being filled, as far as it is known now. */
  openRow(): string | null;
  /** Starts another worker and opens the run there, for the same writer. */
  reconnect(unconfirmed: LineCounts): Promise<Connection>;
}

/**
 * The page's end of one run: gathers rows to batches, posts them, and keeps each until the worker has said that it is
 * in the journal. What it still holds when the page goes away are the last words.
 */
export class Link {
  readonly #line: BatchSender;
  readonly #key: string;
  readonly #writer: string;
  readonly #events: LinkEvents;
  readonly #inFlight: InFlight[] = [];
  readonly #side: SideStreams;
  readonly #queue = new RowQueue();
  #next: number;
  #step: number;
  #isScheduled = false;
  #confirmations: (() => void)[] = [];
  /**
   * Where the journal had no room batches go one by one until it has caught up: else all that gathers would be posted
   * in vain, again and again. After other failures they do not wait: a page that trains without a pause hears no
   * answer, and its rows would be at risk all the while.
   */
  #isCautious = false;
  readonly #changes = new PendingChanges();
  #sequence = 0;
  #error: SpoorError | null = null;

  constructor(
    connection: Connection,
    key: string,
    writer: string,
    opened: { next: LineCounts; step: number },
    events: LinkEvents,
  ) {
    this.#line = new BatchSender(connection, {
      reconnect: () => events.reconnect(this.#unconfirmed),
      failed: (problem) =>
        problem.code === 'run-taken' ? this.#fail(problem, 0) : events.failed(fromProblem(problem), 0),
    });
    this.#key = key;
    this.#writer = writer;
    this.#next = opened.next.history;
    this.#side = new SideStreams(opened.next);
    this.#step = opened.step;
    this.#events = events;
  }

  append(row: string | PendingRow, step: number): void {
    if (this.#error) return this.#events.failed(this.#error, 1);
    this.#queue.add(row);
    this.#step = step;
    if (typeof row !== 'string') void row.settled.then(() => this.#schedule());
    if (!this.#queue.isReady) return;
    // A training loop that never yields starves the timer, so the rows themselves look at the clock.
    if (this.#queue.isDue(WINDOW_MS)) this.post();
    else this.#schedule();
  }

  /** Notes a change of the run's record or its hand-set summary, or that the open row has changed. */
  change(change: Change): void {
    this.#changes.note(change);
    this.#schedule();
  }

  appendLines(stream: SideStream, lines: string[]): void {
    this.#side.add(stream, lines);
    this.change({});
  }

  /** Resolves when all that was given so far is in the journal; a page that logs all the time does not hold it up. */
  async flush(): Promise<void> {
    const end = this.#next + this.#queue.length;
    const changes = this.#changes.noted;
    while (!this.#error && (this.#next < end || this.#changes.posted < changes)) {
      this.post();
      const { head } = this.#queue;
      if (this.#inFlight.length > 0) await this.#confirmed();
      else if (this.#line.recovery) await this.#line.recovery;
      else if (typeof head === 'object') await head.settled;
    }
    const flights = new Set(this.#inFlight);
    while (!this.#error && this.#inFlight.some((flight) => flights.has(flight))) await this.#confirmed();
    if (this.#error) throw this.#error;
  }

  /** Posts what is ready, in order: a row that is still being read holds back those after it. */
  post(): void {
    // What has failed is given again first: a later batch would be refused, for the lines before it are missing, and
    // its media lost.
    while (
      !this.#line.recovery &&
      !(this.#isCautious && this.#inFlight.length > 0) &&
      (this.#queue.isReady || this.#changes.isDirty)
    ) {
      const drafts = this.#queue.take();
      const batch: Batch = {
        streams: { history: { offset: this.#next, lines: drafts }, ...this.#side.take() },
        ...this.#state(this.#changes.take()),
      };
      this.#next += drafts.length;
      const flight = { batch, rows: drafts.length };
      this.#inFlight.push(flight);
      void this.#deliver(flight);
    }
  }

  /** What the journal does not have yet, for the page that comes after this one; null when it has everything. */
  lastWords(record: RunRecord, pinned: Row): LastWords | null {
    // Of a run that another page has taken nothing would be heard.
    if (this.#error || (this.#queue.length === 0 && this.#inFlight.length === 0 && !this.#changes.isDirty)) return null;
    const lines = this.#queue.texts();
    const waiting = { ...this.#side.read(), ...(lines.length > 0 && { history: { offset: this.#next, lines } }) };
    const { streams, ...alerts } = allUnsaid(this.#inFlight, waiting, this.#changes.alerts);
    const batch = { streams, sequence: ++this.#sequence, step: this.#step, openRow: null, pinned, ...alerts };
    return { writer: this.#writer, at: wallTime(), record, batch };
  }

  /** The page has returned. */
  comeBack(): void {
    this.#line.comeBack();
  }

  /** Resolves when the page is back, and has a worker again. Rejects when the run was taken meanwhile. */
  async present(): Promise<void> {
    await this.#line.present();
    if (this.#error) throw this.#error;
  }

  /** Resolves when the worker has answered for one more batch. */
  #confirmed(): Promise<void> {
    return new Promise((resolve) => this.#confirmations.push(resolve));
  }

  get #unconfirmed(): LineCounts {
    return firstUnconfirmed(this.#inFlight, { ...this.#side.next, history: this.#next });
  }

  /** What a batch says beside its lines. While rows are held back, the row that is being filled is not the next one. */
  #state(change: ReturnType<PendingChanges['take']>): Omit<Batch, 'streams'> {
    return {
      sequence: ++this.#sequence,
      step: this.#step,
      openRow: this.#queue.length === 0 ? this.#events.openRow() : null,
      ...change,
    };
  }

  /** Where rows find no room there is none for files: those that wait here go too. Returns how many. */
  #giveUpFiles(): number {
    return this.#changes.giveUpFiles() + this.#queue.giveUpMedia();
  }

  async #deliver(flight: InFlight): Promise<void> {
    let isPosted = false;
    const attempt = () => {
      isPosted ||= this.#line.isAlive;
      const transferables = (flight.batch.streams.history?.lines ?? []).flatMap(transferablesOf);
      return this.#line.append(this.#key, this.#writer, transfer({ ...flight.batch }, transferables));
    };
    let answer = await attempt();
    while (!answer.ok && answer.problem.code !== 'run-taken') {
      const { streams, alerts, files } = flight.batch;
      const isFull = answer.problem.code === 'storage-full';
      this.#isCautious ||= isFull;
      // Its media were moved to the worker when the batch was posted, and are gone with it. One that finds no room
      // has counted them itself.
      const moved =
        isPosted && !isFull ? (streams.history?.lines ?? []).reduce((sum, line) => sum + mediaIn(line), 0) : 0;
      const media = isFull ? this.#giveUpFiles() : moved;
      if (!this.#line.isAway || media > 0) this.#events.failed(fromProblem(answer.problem), media);
      await this.#line.recover(answer.problem.code === 'worker-failed');
      flight.batch = {
        streams: isPosted ? textsOf(streams) : streams,
        ...this.#state(this.#changes.again({ alerts, files: isFull ? undefined : files })),
      };
      answer = await attempt();
    }
    this.#inFlight.splice(this.#inFlight.indexOf(flight), 1);
    if (answer.ok) this.#events.journaled(flight.rows, answer.value);
    else this.#fail(answer.problem, flight.rows);
    for (const resolve of this.#confirmations.splice(0)) resolve();
    if (this.#inFlight.length === 0 && this.#queue.length <= BATCH_LINES) this.#isCautious = false;
    if (this.#queue.length > 0 || this.#changes.isDirty) this.#schedule();
  }

  #fail(problem: Problem, rows: number): void {
    this.#error = fromProblem(problem);
    this.#line.close(problem);
    this.#events.failed(this.#error, rows + this.#queue.length);
    this.#queue.clear();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    afterWindow(WINDOW_MS, () => {
      this.#isScheduled = false;
      this.post();
    });
  }
}
