import {
  fromProblem,
  runKey,
  SpoorError,
  toProblem,
  type Answer,
  type ProblemCode,
  type RunRecord,
} from '../wire/index';
import type { BackendFactory, RunBackend } from '../backend/backend';
import { openJournal, runTaken, type Journal, type JournaledRun } from '../journal/index';
import { systemClock } from '../outbox/clock';
import { CLOSED, Drain } from '../outbox/drain';
import type {
  Batch,
  DeliverRequest,
  Engine,
  EngineEvent,
  HistoryPage,
  LastWords,
  Opened,
  OpenRequest,
  StoredRunRecord,
} from '../thread/contract';
import { AdoptionRounds } from './adoption-rounds';
import { archiveRun } from './archive';
import { claimRun } from './claim-run';
import { finishBatch } from './finish-batch';
import { GroupCommit } from './group-commit';
import { deliveredRows, waitingRows } from './read-history';
import { writeLastWords } from './write-last-words';
import { statusOf } from './resume';
import { rewindRun } from './rewind-run';
import { runEvents } from './run-events';
import { StorageBudget } from './storage-budget';
import { listRuns, unfinishedRuns } from './stored-runs';
import { TokenRequests } from './token-requests';

interface OpenRun {
  request: OpenRequest;
  drain: Drain | null;
  /** When the last batch is encoded; the next one waits for it, so that lines keep their order. */
  encoded: Promise<unknown>;
  commits: GroupCommit;
  /** Finished, and not delivered yet. */
  isEnded: boolean;
}

/** The worker's end: the place where a page's journal and outbox are put together. */
export class RunEngine implements Engine {
  readonly #emit: (event: EngineEvent) => void;
  readonly #makeBackend: BackendFactory;
  readonly #runs = new Map<string, OpenRun>();
  readonly #tokens = new TokenRequests((event) => this.#emit(event));
  readonly #journal: Promise<Journal> = openJournal();
  readonly #room = new StorageBudget(this.#journal, (key, detail) =>
    this.#emit({ type: 'drop', to: this.#runs.get(key)?.request.writer ?? '', reason: 'storage-full', detail }),
  );
  readonly #adoption = new AdoptionRounds({
    journal: this.#journal,
    openRuns: () => [...this.#runs].map(([key, { request, drain }]) => ({ key, request, delivers: drain !== null })),
    backendFor: (asker, record, hasToken, signal) => this.#backendFor(asker, record, hasToken, signal),
    dropped: (reason, detail) => this.#emit({ type: 'drop', to: '', reason, detail }),
  });

  /** @param emit tells the page what it has not asked for. */
  constructor(emit: (event: EngineEvent) => void, makeBackend: BackendFactory) {
    this.#emit = emit;
    this.#makeBackend = makeBackend;
  }

  async connect(): Promise<{ storage: 'indexeddb' | 'memory' }> {
    return { storage: (await this.#journal).kind };
  }

  async ping(): Promise<void> {}

  async rescue(words: LastWords): Promise<void> {
    const journal = await this.#journal;
    if (journal.kind === 'memory') throw new SpoorError('storage-failed', 'This journal ends with its page.');
    try {
      await writeLastWords(journal, words);
    } catch (error) {
      // The database's own: it may be full, or closed. What the journal refuses it refuses for ever.
      if (error instanceof DOMException) throw error;
      const { code, message } = toProblem(error, 'storage-failed');
      this.#emit({ type: 'drop', to: '', reason: code, detail: message });
    }
  }

  async open(request: OpenRequest): Promise<Opened> {
    const journal = await this.#journal;
    const key = runKey(request.record);
    const backendFor = (signal?: AbortSignal) =>
      this.#backendFor(request.writer, request.record, request.hasToken, signal);
    const backend = request.deliver ? backendFor() : null;
    const known = await journal.load(key);
    const events = runEvents(request, journal, this.#emit);
    const before = this.#runs.get(key)?.drain ?? null;
    const status =
      request.rewindTo === null || request.again
        ? await statusOf(request, known?.record, backend)
        : await rewindRun(request, request.rewindTo, { journal, backendFor, drain: before, events });
    const run = await claimRun(journal, request, known, status);
    const drain =
      backend &&
      new Drain({ key, journal, backend, clock: systemClock, transmitInterval: request.transmitInterval, events });
    // A run that was finished here and is opened again before its end could be delivered.
    before?.close();
    const commits = new GroupCommit((writer, entries) =>
      this.#room.append(key, writer, entries, request.storageBudget),
    );
    this.#runs.set(key, { request, drain, encoded: Promise.resolve(), commits, isEnded: run.exitCode !== null });
    void drain?.run();
    if (drain) void this.#adoption.keep();
    return {
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

  async deliveredRows({ record, writer, deliver, hasToken }: OpenRequest, from: number): Promise<HistoryPage> {
    if (!deliver) return { lines: [], next: null, isPart: true };
    return deliveredRows(await this.#journal, runKey(record), this.#backendFor(writer, record, hasToken), from);
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

  async deliver(request: DeliverRequest): Promise<{ delivered: number; waiting: number }> {
    // Runs that were finished here are nobody's to adopt as long as this page tries.
    const ended = [...this.#runs.values()].filter(
      ({ isEnded, drain, request: { record } }) => isEnded && drain && record.baseUrl === request.baseUrl,
    );
    const problems = await Promise.all(ended.map(({ drain }) => drain!.settled(false)));
    const { delivered, waiting } = await this.#adoption.deliver(request);
    // A run that its page has closed meanwhile is delivered.
    const problem = problems.find((found) => found && found !== CLOSED);
    if (problem) throw fromProblem(problem);
    return { delivered: delivered + ended.length, waiting };
  }

  async append(key: string, writer: string, batch: Batch): Promise<number> {
    const run = this.#run(key);
    const lost: [ProblemCode, string][] = [];
    const entry = run.encoded.then(() => finishBatch(batch, (...what) => void lost.push(what)));
    run.encoded = entry.catch(() => undefined);
    // What is refused for another reason than room is given again, and its pictures are counted by the page.
    const tellLost = () => lost.forEach(([reason, detail]) => this.#emit({ type: 'drop', to: writer, reason, detail }));
    const { waitingBytes } = await run.commits.append(writer, await entry).catch((error: unknown) => {
      if (toProblem(error).code === 'storage-full') tellLost();
      throw error;
    });
    tellLost();
    run.drain?.poke(waitingBytes);
    return waitingBytes;
  }

  async synced(key: string, writer: string): Promise<void> {
    const { drain } = this.#run(key, writer);
    if (!drain)
      throw new SpoorError(
        'offline',
        'A run in mode "offline" is not delivered; call init() with mode "online" to deliver it.',
      );
    const problem = await drain.settled(true);
    if (problem) throw fromProblem(problem);
  }

  async finish(key: string, writer: string, exitCode: number): Promise<{ delivered: boolean }> {
    const run = this.#run(key, writer);
    const { drain } = run;
    const end = (stored: JournaledRun) => {
      if (stored.writer !== writer) throw runTaken(stored.record.id);
      stored.exitCode = exitCode;
    };
    await (await this.#journal).update(key, end, 'strict');
    run.isEnded = true;
    return { delivered: drain !== null && (await drain.settled(false)) === null };
  }

  async close(key: string, writer: string): Promise<void> {
    const { drain } = this.#run(key, writer);
    drain?.close();
    this.#runs.delete(key);
  }

  async hurry(): Promise<void> {
    for (const { drain } of this.#runs.values()) drain?.hurry();
  }

  async answerToken(request: number, token: Answer<string>): Promise<void> {
    this.#tokens.answer(request, token);
  }

  #run(key: string, writer?: string): OpenRun {
    const run = this.#runs.get(key);
    if (!run) throw new SpoorError('no-run', 'The worker does not know this run.');
    if (writer !== undefined && run.request.writer !== writer) throw runTaken(run.request.record.id);
    return run;
  }

  /** The backend of `record`, with the credential that the asker has. */
  #backendFor(asker: string, record: RunRecord, hasToken: boolean, signal?: AbortSignal): RunBackend {
    return this.#makeBackend(record, hasToken ? () => this.#tokens.ask(asker, record) : null, signal);
  }
}
