import {
  fromProblem,
  NO_LINES,
  runKey,
  SpoorError,
  STREAM_NAMES,
  toProblem,
  type Answer,
  type LineCounts,
  type ProblemCode,
  type RunRecord,
} from '../wire/index';
import { backendOf, type WandbBackend } from '../backend/wandb/index';
import { openJournal, type Entry, type Journal } from '../journal/index';
import { systemClock } from '../outbox/clock';
import { Drain, type DrainEvents } from '../outbox/drain';
import { continueAfter } from '../outbox/introduce';
import type { Batch, DeliverRequest, Engine, EngineEvent, HistoryPage, LastWords, Opened, OpenRequest, StoredRunRecord } from './contract';
import { Adoption } from './adoption';
import { archiveRun } from './archive';
import { finishLines } from './finish-lines';
import { readFiles } from './read-files';
import { deliveredRows, waitingRows } from './read-history';
import { rescue } from './rescue';
import { statusOf } from './resume';
import { rewind } from './rewind';
import { Room } from './room';
import { listRuns, unfinishedRuns } from './stored-runs';
import { TokenDesk } from './token-desk';

interface OpenRun {
  request: OpenRequest;
  drain: Drain | null;
  /** The last append; the next one waits for it, so that lines keep their order while images are encoded. */
  appended: Promise<unknown>;
}

/** The worker's end: the place where a page's journal, outbox and backend are put together. */
export class RunEngine implements Engine {
  readonly #emit: (event: EngineEvent) => void;
  readonly #runs = new Map<string, OpenRun>();
  readonly #tokens = new TokenDesk((event) => this.#emit(event));
  readonly #journal: Promise<Journal> = openJournal();
  readonly #room = new Room(this.#journal, (key, detail) => this.#emit({ type: 'drop', key, reason: 'storage-full', detail }));
  readonly #adoption = new Adoption({
    journal: this.#journal,
    openRuns: () => [...this.#runs].map(([key, { request, drain }]) => ({ key, request, delivers: drain !== null })),
    backendFor: (asker, record, hasToken, signal) => this.#backendFor(asker, record, hasToken, signal),
    dropped: (reason, detail) => this.#emit({ type: 'drop', key: '', reason, detail }),
  });

  /** @param emit tells the page what it has not asked for. */
  constructor(emit: (event: EngineEvent) => void) {
    this.#emit = emit;
  }

  async connect(): Promise<{ storage: 'indexeddb' | 'memory' }> {
    return { storage: (await this.#journal).kind };
  }

  async ping(): Promise<void> {}

  async rescue(words: LastWords): Promise<void> {
    const journal = await this.#journal;
    if (journal.kind === 'memory') throw new SpoorError('storage-failed', 'This journal ends with its page.');
    try {
      await rescue(journal, words);
    } catch (error) {
      // The database's own: it may be full, or closed. What the journal refuses it refuses for ever.
      if (error instanceof DOMException) throw error;
      const { code, message } = toProblem(error, 'storage-failed');
      this.#emit({ type: 'drop', key: runKey(words.record), reason: code, detail: message });
    }
  }

  async open(request: OpenRequest): Promise<Opened> {
    const journal = await this.#journal;
    const key = runKey(request.record);
    const backendFor = (signal?: AbortSignal) => this.#backendFor(key, request.record, request.hasToken, signal);
    const backend = request.deliver ? backendFor() : null;
    const known = await journal.load(key);
    const events = this.#eventsOf(key, journal);
    const before = this.#runs.get(key)?.drain ?? null;
    const status =
      request.rewindTo === null || request.isAgain
        ? await statusOf(request, known?.record, backend)
        : await rewind(request, request.rewindTo, { journal, backendFor, drain: before, events });
    // The backend gives a fork lines of its own.
    const base: LineCounts | null = request.isNew && !request.record.forkedFrom ? { ...NO_LINES } : null;
    let run = request.isAgain && known ? known : await journal.claim(request.record, request.writer, base);
    if (run.writer !== request.writer) throw new SpoorError('run-taken', 'The run was opened by another page meanwhile.');
    if (status) {
      run = await journal.update(key, (stored) => {
        continueAfter(stored, status);
        stored.step = status.step;
        stored.identity = status.identity;
      });
    }

    const drain = backend && new Drain({ key, journal, backend, clock: systemClock, transmitInterval: request.transmitInterval, events });
    // A run that was finished here and is opened again before its end could be delivered.
    before?.close();
    this.#runs.set(key, { request, drain, appended: Promise.resolve() });
    void drain?.run();
    if (drain) void this.#adoption.keep();
    return {
      key,
      next: run.next,
      step: run.step,
      resumed: known !== undefined || status !== null,
      waitingBytes: run.waitingBytes,
      record: run.record,
      summary: run.summary,
      pinned: run.pinned,
      identity: run.identity,
    };
  }

  async unfinished(project: RunRecord): Promise<RunRecord[]> {
    return unfinishedRuns(await this.#journal, project);
  }

  async waitingRows(key: string, from: number | null): Promise<HistoryPage> {
    return waitingRows(await this.#journal, key, from);
  }

  async deliveredRows(key: string, from: number): Promise<HistoryPage> {
    const { request } = this.#run(key);
    if (!request.deliver) return { lines: [], next: null, isPart: true };
    return deliveredRows(await this.#journal, key, this.#backendFor(key, request.record, request.hasToken), from);
  }

  async list(): Promise<StoredRunRecord[]> {
    return listRuns(await this.#journal);
  }

  async remove(key: string): Promise<void> {
    await (await this.#journal).remove(key);
  }

  async export(key: string): Promise<Blob> {
    return archiveRun(await this.#journal, key, __SPOOR_VERSION__);
  }

  deliver(request: DeliverRequest): Promise<{ delivered: number; waiting: number }> {
    return this.#adoption.deliver(request);
  }

  async append(key: string, writer: string, batch: Batch): Promise<number> {
    const run = this.#run(key);
    const { storageBudget } = run.request;
    const appended = run.appended.then(async () => this.#room.append(key, writer, await this.#entryOf(key, batch), storageBudget));
    run.appended = appended.catch(() => undefined);
    const { waitingBytes } = await appended;
    run.drain?.poke(waitingBytes);
    return waitingBytes;
  }

  async synced(key: string): Promise<void> {
    const { drain } = this.#run(key);
    if (!drain) throw new SpoorError('offline', 'A run in mode "offline" is not delivered; call init() with mode "online" to deliver it.');
    const problem = await drain.settled(true);
    if (problem) throw fromProblem(problem);
  }

  async finish(key: string, exitCode: number): Promise<{ delivered: boolean }> {
    const { drain } = this.#run(key);
    await (await this.#journal).update(key, (run) => (run.exitCode = exitCode), 'strict');
    return { delivered: drain !== null && (await drain.settled(false)) === null };
  }

  async close(key: string): Promise<void> {
    this.#runs.get(key)?.drain?.close();
    this.#runs.delete(key);
  }

  async hurry(): Promise<void> {
    for (const { drain } of this.#runs.values()) drain?.hurry();
  }

  async answerToken(request: number, token: Answer<string>): Promise<void> {
    this.#tokens.answer(request, token);
  }

  #run(key: string): OpenRun {
    const run = this.#runs.get(key);
    if (!run) throw new SpoorError('no-run', 'The worker does not know this run.');
    return run;
  }

  async #entryOf(key: string, { streams, files = [], step, openRow, record, pinned, alerts }: Batch): Promise<Entry> {
    const drop = (reason: ProblemCode, detail: string) => this.#emit({ type: 'drop', key, reason, detail });
    const entry: Entry = { streams: {}, files: [], saved: await readFiles(files, drop), step, openRow, record, pinned, alerts };
    for (const stream of STREAM_NAMES) {
      const numbered = streams[stream];
      if (!numbered) continue;
      const { lines, files } = await finishLines(numbered.lines, drop);
      entry.streams[stream] = { offset: numbered.offset, lines };
      entry.files.push(...files);
    }
    return entry;
  }

  /** The backend of `record`, with the credential of the page that has opened the run `key`. */
  #backendFor(key: string, record: RunRecord, hasToken: boolean, signal?: AbortSignal): WandbBackend {
    return backendOf(record, hasToken ? () => this.#tokens.ask(key, record) : null, signal);
  }

  #eventsOf(key: string, journal: Journal): DrainEvents {
    const waitingBytes = () => journal.waitingBytes(key);
    return {
      introduced: (identity) => this.#emit({ type: 'identity', key, identity }),
      acknowledged: ({ acknowledged }) => this.#emit({ type: 'acknowledged', key, lines: acknowledged, waitingBytes: waitingBytes() }),
      link: (state, problem, retryInMs) => this.#emit({ type: 'link', key, state, problem, retryInMs, waitingBytes: waitingBytes() }),
      stopped: () => this.#emit({ type: 'stop', key }),
      dropped: (reason, detail) => this.#emit({ type: 'drop', key, reason, detail }),
    };
  }
}
