import { findLocks } from '../thread/locks';
import { isSpoorError, makeRunId, parentKey, runKey, wallTime, type RunRecord } from '../wire/index';
import type { OpenRequest } from '../thread/contract';
import type { Connection } from '../thread/spawn';
import { HeldRecorder } from './consent';
import { captureConsole } from './observers/console-capture';
import { setCurrentRun } from './global-functions';
import { freezeValues } from './rows/freeze';
import { findLastWords, forgetLastWords } from './page/last-words';
import { flushOpenRun, noteOpen } from './page/open-runs';
import { checkInitOptions, resolveBaseUrl, type InitOptions } from './options';
import { HANDOVER_MS, own, type Ownership } from './page/ownership';
import { samplePage } from './observers/page-metrics';
import { HEAR_OUT_MS, watchPage } from './page/page-watch';
import { rejoin } from './rejoin';
import { Run, type RunStart } from './run';
import { whyNotHere } from './page/page-support';
import { Complaints } from './status/complaints';
import { StatusReporter } from './status/status-reporter';
import { describePage } from './observers/telemetry';
import { connectFor, JournalRecorder } from './journal-recorder';

/** One for all runs: a server may begin one with every page that it renders. */
const elsewhere = new Complaints();

/**
 * Starts a run, or continues the run `id`. Resolves when this browser's journal is open, without waiting for the
 * network; only a run that another browser has begun is asked for, and one that is rewound waits for the server, for at
 * most `settings.resumeTimeout`.
 *
 * Where this page has the run `id` of the project open already, that very run is handed back, with `config`, `name`,
 * `notes`, `tags`, `group` and `jobType` set as they are now asked for; what else is asked for otherwise than before is
 * not taken, which is said on the console. One that is being finished is waited for, and opened anew. The same holds
 * for the same call again with `resume: 'auto'`. Without an id each call begins a run of its own.
 *
 * @throws SpoorError `no-project`, `bad-mode`, `bad-name`, `bad-option` when an option is wrong, or there is no option
 * of its name; `run-in-use` when the run is open in another page, or in this one and should be new, forked or rewound;
 * `no-such-run` and `run-exists` with `resume`, `rewindTo` and `forkFrom`, or why the server could not be asked, such
 * as `unreachable` or `unauthorized`; `storage-failed` or `worker-failed` when there is no way to journal in this page.
 * @example
 * const run = await init({ project: 'digits', config: { lr: 0.01 } });
 * run.log({ loss: 0.3 });
 */
export async function init(options: InitOptions): Promise<Run> {
  checkInitOptions(options);
  // Shared code need not ask where it runs: the call is accepted, and what is lost by it is counted and said when there
  // is something.
  const why = options.mode === 'disabled' ? null : whyNotHere();
  const mode = why ? 'disabled' : (options.mode ?? 'online');
  const reporter = why ? new StatusReporter(mode, elsewhere) : new StatusReporter(mode);
  if (why) reporter.status.problem = { code: 'no-page', message: why };
  const record = recordOf(options, mode === 'disabled' ? 'disabled:' : resolveBaseUrl(options.baseUrl), reporter);
  const run =
    mode === 'disabled'
      ? new Run(startOf(record, options), reporter, null)
      : options.consent === 'pending'
        ? hold(options, record, reporter)
        : await begin(options, record, reporter);
  setCurrentRun(run);
  return run;
}

async function begin(options: InitOptions, record: RunRecord, reporter: StatusReporter): Promise<Run> {
  for (let known; (known = rejoin(options, record, reporter));) {
    const run = await known;
    if (run) return run;
  }
  const opening = open(options, record, reporter).then((opened) => {
    const run = new Run(opened.start, reporter, opened.recorder);
    follow(run, opened, options, () => forget());
    return run;
  });
  const forget = noteOpen(runKey(record), options, opening);
  return opening;
}

/** How often the page's own state is sampled, in milliseconds. */
const PAGE_METRICS_MS = 10_000;

/** A run of which nothing may be kept yet. */
function hold(options: InitOptions, record: RunRecord, reporter: StatusReporter): Run {
  const recorder = new HeldRecorder(reporter, async () => {
    const opened = await open(options, record, reporter);
    follow(run, opened, options, noteOpen(runKey(record), options, Promise.resolve(run)));
    return opened.recorder;
  });
  const run = new Run(startOf(record, options), reporter, recorder);
  return run;
}

interface OpenedRun {
  start: RunStart;
  recorder: JournalRecorder;
  ownership: Ownership;
}

async function open(options: InitOptions, asked: RunRecord, reporter: StatusReporter): Promise<OpenedRun> {
  const connection = await connectFor(options, reporter);
  const recorder = new JournalRecorder(connection, options, reporter);
  let ownership: Ownership | undefined;
  try {
    await rescue(recorder);
    const taken = options.resume === 'auto' ? await takeUnfinished(connection, asked) : null;
    const record = taken?.record ?? asked;
    ownership = taken?.ownership ?? (await own(runKey(asked)));
    const writer = crypto.randomUUID?.() ?? makeRunId(32);
    if (ownership.hasWaited) {
      // The page that has just let go of the run says its last words meanwhile.
      await new Promise((resolve) => setTimeout(resolve, HEAR_OUT_MS));
      await rescue(recorder);
    }
    const parent = parentKey(record);
    // What this page has just logged of it belongs to the fork.
    if (parent) await flushOpenRun(parent);
    const request: OpenRequest = {
      record: { ...record, client: describePage(writer, record.startTime) },
      writer,
      isNew: options.id === undefined && record.id === asked.id,
      again: null,
      deliver: reporter.status.mode === 'online',
      hasToken: options.token !== undefined,
      transmitInterval: options.settings?.transmitInterval ?? 1_000,
      storageBudget: options.settings?.storageBudget ?? Infinity,
      resumeTimeout: options.settings?.resumeTimeout ?? 5_000,
      resume: options.resume === 'must' || options.resume === 'never' ? options.resume : 'allow',
      rewindTo: options.rewindTo ?? null,
    };
    const { step, resumed, summary, pinned, record: opened } = await recorder.open(request);
    void askToPersist(options.settings?.persist ?? false).then((persisted) => (reporter.status.persisted = persisted));
    return { start: { ...startOf(opened, options), step, resumed, summary, pinned }, recorder, ownership };
  } catch (error) {
    ownership?.release();
    await recorder.leave();
    throw error;
  }
}

/** Whether the browser keeps the journal when space is short; null where it does not say. */
async function askToPersist(isWanted: boolean): Promise<boolean | null> {
  try {
    return (isWanted ? await navigator.storage.persist() : await navigator.storage.persisted()) ?? null;
  } catch {
    // An insecure origin has no storage manager.
    return null;
  }
}

const MOST_CANDIDATES = 5;

/** The latest run of the project that this browser has not ended and that no page has open; null when there is none. */
async function takeUnfinished(
  connection: Connection,
  asked: RunRecord,
): Promise<{ record: RunRecord; ownership: Ownership } | null> {
  const found = await connection.engine.unfinished(asked);
  for (const { id } of found.slice(0, MOST_CANDIDATES)) {
    const record = { ...asked, id };
    try {
      return { record, ownership: await own(runKey(record), HANDOVER_MS) };
    } catch (error) {
      if (!isSpoorError(error) || error.code !== 'run-in-use') throw error;
    }
  }
  return null;
}

function follow(
  run: Run,
  { recorder, ownership }: OpenedRun,
  { settings = {} }: InitOptions,
  forget: () => void,
): void {
  const { console = false, pageMetricsInterval = PAGE_METRICS_MS } = settings;
  const observers = [
    ...(console ? [captureConsole((lines) => recorder.appendLines('output', lines))] : []),
    ...(pageMetricsInterval > 0
      ? [
          samplePage(
            pageMetricsInterval,
            run.rowTime,
            (line) => recorder.appendLines('events', [line]),
            () => run.tensorFlow,
          ),
        ]
      : []),
  ];
  const page = watchPage(
    {
      post: () => recorder.post(),
      flush: () => recorder.flush(),
      hurry: () => recorder.hurry(),
      comeBack: () => recorder.comeBack(),
      lastWords: () => run.lastWords(),
      rescue: () => void rescueInTurn(recorder),
    },
    ownership,
  );
  const release = () => {
    forget();
    page.release();
  };
  run.follow({ ...page, release }, () => observers.forEach((end) => end()));
}

function startOf(record: RunRecord, { beforeLog, rewindTo, forkFrom }: InitOptions): RunStart {
  return { record, step: (rewindTo ?? forkFrom?.step ?? -1) + 1, resumed: false, summary: {}, pinned: {}, beforeLog };
}

/** Hands the last words of pages that are gone to the journal, before anything can be written after them. */
async function rescue(recorder: JournalRecorder): Promise<void> {
  for (const words of findLastWords()) {
    await recorder.rescue(words).then(
      () => forgetLastWords(words),
      // They stay for the next page.
      () => undefined,
    );
  }
}

/**
 * All pages of the origin hear of last words at the same time. One after the other, so that the first has rescued them
 * when the others look.
 */
async function rescueInTurn(recorder: JournalRecorder): Promise<void> {
  const locks = await findLocks();
  return locks ? locks.request('spoor:rescue', () => rescue(recorder)) : rescue(recorder);
}

function recordOf(options: InitOptions, baseUrl: string, reporter: StatusReporter): RunRecord {
  return {
    id: options.id ?? makeRunId(),
    project: options.project,
    entity: options.entity ?? null,
    baseUrl,
    name: options.name ?? null,
    notes: options.notes ?? null,
    tags: options.tags ?? null,
    group: options.group ?? null,
    jobType: options.jobType ?? null,
    config: freezeValues(
      (options.config === undefined ? {} : options.config) as Record<string, unknown>,
      (reason, key, detail) => reporter.drop(reason, `config.${key} was not set: ${detail}`),
    ),
    metrics: [],
    sweepId: options.sweepId ?? null,
    ...(options.forkFrom && { forkedFrom: { run: options.forkFrom.run, step: options.forkFrom.step } }),
    client: {},
    startTime: wallTime(),
  };
}
