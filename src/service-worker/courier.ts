import { findLocks } from '../thread/locks';
import { SpoorError } from '../wire/index';
import type { BackendFactory } from '../backend/backend';
import { openJournal, type Journal, type JournaledRun } from '../journal/index';
import { adoptOrphans } from '../outbox/adopt-orphans';
import { isOwed } from '../outbox/is-owed';
import type { InitOptions } from '../run/options';
import type { LastWords } from '../thread/contract';
import { writeLastWords } from '../engine/write-last-words';

/** Delivers the runs of one server that no page has open. */
export class Courier {
  readonly #baseUrl: string;
  readonly #token: InitOptions['token'];
  readonly #makeBackend: BackendFactory;

  constructor(baseUrl: string, token: InitOptions['token'], makeBackend: BackendFactory) {
    this.#baseUrl = baseUrl;
    this.#token = token;
    this.#makeBackend = makeBackend;
  }

  /**
   * Resolves when nothing is owed any more. Rejects when something is, be it that the server is away or that a page
   * still has the run open: whoever asked has to ask again, because that page may be gone before it is done.
   */
  deliver(): Promise<void> {
    return withJournal(async (journal) => {
      await adoptOrphans({
        journal,
        locks: await findLocks(),
        isOurs: (run) => this.#isOurs(run),
        backendFor: (run, signal) => this.#makeBackend(run.record, this.#fetchTokenFor(run), signal),
        // oxlint-disable-next-line no-console -- there is no page that could be told
        dropped: (reason, detail) => console.warn(`spoor: of a run that a page left: ${detail} (${reason})`),
      });
      for (const run of await journal.all()) {
        if (this.#isOurs(run) && (await isOwed(journal, run)))
          throw new SpoorError('unreachable', `The run ${run.record.id} is still owed.`);
      }
    });
  }

  /**
   * Takes over from a page that goes away: journals what it could not, and delivers. Failing is harmless, since the
   * next page does both.
   */
  async take(words: LastWords | null): Promise<void> {
    const steps = [
      // Refused when another page has opened the run since; that page has found these words in localStorage.
      async () => words && this.#isOurs(words) && (await withJournal((journal) => writeLastWords(journal, words))),
      () => this.deliver(),
    ];
    for (const step of steps) await step().catch(() => undefined);
  }

  #isOurs({ record }: Pick<JournaledRun, 'record'>): boolean {
    return record.baseUrl === this.#baseUrl;
  }

  #fetchTokenFor({ record: { entity, project, id: runId } }: JournaledRun): (() => Promise<string>) | null {
    const token = this.#token;
    if (token === undefined) return null;
    return async () => (typeof token === 'function' ? token({ entity, project, runId }) : token);
  }
}

/** The journal for one task: an idle connection would keep a newer Spoor's page from opening its own. */
async function withJournal<T>(work: (journal: Journal) => Promise<T>): Promise<T> {
  const journal = await openJournal();
  try {
    return await work(journal);
  } finally {
    journal.close();
  }
}
