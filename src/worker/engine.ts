import {
  fromProblem,
  NO_LINES,
  runKey,
  SpoorError,
  STREAM_NAMES,
  toProblem,
  type Answer,
  type LineCounts,
  type RunRecord,
} from '../wire/index';
import type { Backend, ResumeStatus } from '../backend/backend';
import { cachedCredential, fetchPageToken, WandbBackend } from '../backend/wandb/index';
import { openJournal, type Entry, type Journal, type JournaledRun } from '../journal/index';
import { adoptOrphans, ROUND_MS } from '../outbox/adopt';
import { systemClock } from '../outbox/clock';
import { Drain, type DrainEvents } from '../outbox/drain';
import { continueAfter } from '../outbox/introduce';
import type { Batch, Engine, EngineEvent, LastWords, Opened, OpenRequest } from './contract';
import { finishLines } from './finish-lines';
import { TokenDesk } from './token-desk';

const NEVER = new AbortController().signal;

interface OpenRun {
  request: OpenRequest;
  drain: Drain | null;
  /** The last append; the next one waits for it, so that lines keep their order while images are encoded. */
  appended: Promise<unknown>;
}

/** The worker's end: the one place where journal, outbox and backend are put together. */
export class RunEngine implements Engine {
  readonly #runs = new Map<string, OpenRun>();
  readonly #tokens = new TokenDesk((event) => this.#emit(event));
  #journal: Promise<Journal> = openJournal();
  #events: MessagePort | null = null;
  #isAdopting = false;

  connect(events: MessagePort): Promise<Answer<{ storage: 'indexeddb' | 'memory' }>> {
    this.#events = events;
    return answer(async () => ({ storage: (await this.#journal).kind }));
  }

  ping(): Promise<Answer<null>> {
    return answer(async () => null);
  }

  rescue(words: LastWords[]): Promise<Answer<null>> {
    return answer(async () => {
      const journal = await this.#journal;
      for (const { writer, record, batch } of words) {
        const key = runKey(record);
        if (!(await journal.load(key))) await journal.claim(record, writer, null);
        try {
          await journal.append(key, writer, await this.#entryOf(key, batch));
        } catch (error) {
          // Another page has opened the run since and its rows have taken these numbers.
          const { code, message } = toProblem(error, 'storage-failed');
          this.#emit({ type: 'drop', key, reason: code, detail: message });
        }
      }
      return null;
    });
  }

  open(request: OpenRequest): Promise<Answer<Opened>> {
    return answer(async () => {
      const journal = await this.#journal;
      const key = runKey(request.record);
      const backend = request.deliver ? this.#backendFor(key, request.record, request.hasToken) : null;
      const known = await journal.load(key);
      const status = known || request.isNew || !backend ? null : await askServer(backend, request.record, request.resumeTimeout);
      const base: LineCounts | null = request.isNew ? { ...NO_LINES } : null;
      let run = await journal.claim(request.record, request.writer, base);
      if (status) {
        run = await journal.update(key, (stored) => {
          continueAfter(stored, status);
          stored.step = status.step;
          stored.identity = status.identity;
        });
      }

      const drain =
        backend &&
        new Drain({ key, journal, backend, clock: systemClock, transmitInterval: request.transmitInterval, events: this.#eventsOf(key) });
      // A run that was finished here and is opened again before its end could be delivered.
      this.#runs.get(key)?.drain?.close();
      this.#runs.set(key, { request, drain, appended: Promise.resolve() });
      void drain?.run();
      if (drain) void this.#keepAdopting();
      return {
        key,
        next: run.next,
        step: run.step,
        resumed: known !== undefined || status !== null,
        record: run.record,
        summary: { ...run.summary, ...run.pinned },
        identity: run.identity,
      };
    });
  }

  append(key: string, writer: string, batch: Batch): Promise<Answer<null>> {
    return answer(async () => {
      const run = this.#run(key);
      const appended = run.appended.then(async () => (await this.#journal).append(key, writer, await this.#entryOf(key, batch)));
      run.appended = appended.catch(() => undefined);
      await appended;
      run.drain?.poke();
      return null;
    });
  }

  synced(key: string): Promise<Answer<null>> {
    return answer(async () => {
      const { drain } = this.#run(key);
      if (!drain)
        throw new SpoorError('offline', 'A run in mode "offline" is not delivered; call init() with mode "online" to deliver it.');
      const problem = await drain.settled(true);
      if (problem) throw fromProblem(problem);
      return null;
    });
  }

  finish(key: string, exitCode: number): Promise<Answer<{ delivered: boolean }>> {
    return answer(async () => {
      const { drain } = this.#run(key);
      await (await this.#journal).update(key, (run) => (run.exitCode = exitCode), 'strict');
      return { delivered: drain !== null && (await drain.settled(false)) === null };
    });
  }

  close(key: string): Promise<Answer<null>> {
    return answer(async () => {
      this.#runs.get(key)?.drain?.close();
      this.#runs.delete(key);
      return null;
    });
  }

  hurry(): Promise<Answer<null>> {
    return answer(async () => {
      for (const { drain } of this.#runs.values()) drain?.hurry();
      return null;
    });
  }

  answerToken(request: number, token: Answer<string>): Promise<Answer<null>> {
    return answer(async () => {
      this.#tokens.answer(request, token);
      return null;
    });
  }

  #run(key: string): OpenRun {
    const run = this.#runs.get(key);
    if (!run) throw new SpoorError('no-run', 'The worker does not know this run.');
    return run;
  }

  async #entryOf(key: string, { streams, step, openRow, record, pinned }: Batch): Promise<Entry> {
    const entry: Entry = { streams: {}, files: [], step, openRow, record, pinned };
    for (const stream of STREAM_NAMES) {
      const numbered = streams[stream];
      if (!numbered) continue;
      const { lines, files } = await finishLines(numbered.lines, (reason, detail) => this.#emit({ type: 'drop', key, reason, detail }));
      entry.streams[stream] = { offset: numbered.offset, lines };
      entry.files.push(...files);
    }
    return entry;
  }

  #backendFor(key: string, record: RunRecord, hasToken: boolean): Backend {
    const { baseUrl, entity, project, id: runId } = record;
    const fetchToken = hasToken ? () => this.#tokens.ask(key, record) : () => fetchPageToken({ baseUrl, entity, project, runId });
    return new WandbBackend(baseUrl, cachedCredential(fetchToken), __SPOOR_VERSION__);
  }

  #eventsOf(key: string): DrainEvents {
    return {
      introduced: (identity) => this.#emit({ type: 'identity', key, identity }),
      acknowledged: ({ acknowledged }) => this.#emit({ type: 'acknowledged', key, lines: acknowledged }),
      link: (state, problem, retryInMs) => this.#emit({ type: 'link', key, state, problem, retryInMs }),
      stopped: () => this.#emit({ type: 'stop', key }),
      dropped: (reason, detail) => this.#emit({ type: 'drop', key, reason, detail }),
    };
  }

  #emit(event: EngineEvent): void {
    this.#events?.postMessage(event);
  }

  /** Looks for orphans now and from time to time, one round after the other, while a run is delivered here. */
  async #keepAdopting(): Promise<void> {
    if (this.#isAdopting) return;
    this.#isAdopting = true;
    while (this.#runs.size > 0) {
      await this.#adopt();
      await systemClock.sleep(ROUND_MS, NEVER);
    }
    this.#isAdopting = false;
  }

  /** Delivers what other pages left behind, for the servers that this page has a credential for, and only for those. */
  async #adopt(): Promise<void> {
    const open = [...this.#runs.values()].filter(({ drain }) => drain);
    const hostOf = (run: JournaledRun) => open.find(({ request }) => request.record.baseUrl === run.record.baseUrl);
    try {
      await adoptOrphans({
        journal: await this.#journal,
        locks: navigator.locks ?? null,
        events: {
          introduced: () => undefined,
          acknowledged: () => undefined,
          stopped: () => undefined,
          dropped: (reason, detail) => this.#emit({ type: 'drop', key: '', reason, detail }),
        },
        isOurs: (run) => !this.#runs.has(run.key) && hostOf(run) !== undefined,
        backendFor: (run) => {
          const host = hostOf(run)!;
          return this.#backendFor(runKey(host.request.record), run.record, host.request.hasToken);
        },
      });
    } catch {
      // The backend is away, or refuses these runs: the next round tries again, and the journal has them.
    }
  }
}

/** What the server has of the run; null also when it does not answer in time, and then the outbox asks again before it sends. */
async function askServer(backend: Backend, record: RunRecord, timeout: number): Promise<ResumeStatus | null> {
  try {
    return await backend.resume(record, AbortSignal.timeout(timeout));
  } catch {
    return null;
  }
}

async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, problem: toProblem(error, 'storage-failed') };
  }
}
