import { fromProblem, makeRunId, runKey, type RunRecord } from '../wire/index';
import type { OpenRequest } from '../worker/contract';
import type { Connection } from '../worker/spawn';
import { setCurrentRun } from './current';
import { freezeValues } from './freeze';
import { findLastWords, forgetLastWords } from './last-words';
import { checkOptions, resolveBaseUrl, type InitOptions } from './options';
import { own } from './ownership';
import { watchPage } from './page-watch';
import { Run, type RunStart } from './run';
import { Tally } from './tally';
import { connectFor, Tracker } from './tracker';

/**
 * Starts a run, or continues the run `id`. Resolves when this browser's journal is open, without waiting for the network; only a run that
 * another browser has begun is asked for, for at most `settings.resumeTimeout`.
 *
 * @throws SpoorError `no-project`, `bad-mode`, `bad-name`, `bad-option` when an option is none; `run-in-use` when the run is open in another page.
 * @example
 * const run = await init({ project: 'digits', config: { lr: 0.01 } });
 * run.log({ loss: 0.3 });
 */
export async function init(options: InitOptions): Promise<Run> {
  checkOptions(options);
  // On a server there is no page to track; the call is accepted so that shared code need not ask.
  const mode = typeof window === 'undefined' ? 'disabled' : (options.mode ?? 'online');
  const tally = new Tally(mode);
  const record = recordOf(options, mode === 'disabled' ? 'disabled:' : resolveBaseUrl(options.baseUrl), tally);
  const run =
    mode === 'disabled' ? new Run({ record, step: 0, resumed: false, summary: {} }, tally, null) : await open(options, record, tally);
  setCurrentRun(run);
  return run;
}

async function open(options: InitOptions, record: RunRecord, tally: Tally): Promise<Run> {
  const connection = await connectFor(options, tally);
  await rescue(connection);
  const ownership = await own(runKey(record));
  try {
    const request: OpenRequest = {
      record,
      writer: crypto.randomUUID?.() ?? makeRunId(32),
      isNew: options.id === undefined,
      deliver: tally.status.mode === 'online',
      hasToken: options.token !== undefined,
      transmitInterval: options.settings?.transmitInterval ?? 1_000,
      resumeTimeout: options.settings?.resumeTimeout ?? 5_000,
    };
    const opened = await connection.engine.open(request);
    if (!opened.ok) throw fromProblem(opened.problem);
    const tracker = new Tracker(connection, request, opened.value, options, tally);
    const start: RunStart = {
      record: opened.value.record,
      step: opened.value.step,
      resumed: opened.value.resumed,
      summary: opened.value.summary,
    };
    const run = new Run(start, tally, tracker);
    run.follow(
      watchPage(
        {
          post: () => tracker.post(),
          flush: () => tracker.flush(),
          hurry: () => tracker.hurry(),
          lastWords: () => run.lastWords(),
          rescue: () => void rescue(connection),
        },
        ownership,
      ),
    );
    return run;
  } catch (error) {
    ownership.release();
    throw error;
  }
}

/** Hands the last words of pages that are gone to the journal, before anything can be written after them. */
async function rescue(connection: Connection): Promise<void> {
  const words = findLastWords();
  if (words.length === 0) return;
  const rescued = await connection.engine.rescue(words);
  if (rescued.ok) words.forEach(forgetLastWords);
}

function recordOf(options: InitOptions, baseUrl: string, tally: Tally): RunRecord {
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
    config: freezeValues(options.config ?? {}, (reason, key, detail) => tally.drop(reason, `config.${key} was not set: ${detail}`)),
    startTime: Date.now(),
  };
}
