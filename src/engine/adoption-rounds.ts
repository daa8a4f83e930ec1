import { findLocks } from '../thread/locks';
import { wallTime, type ProblemCode, type RunRecord } from '../wire/index';
import type { Backend } from '../backend/backend';
import type { Journal, JournaledRun } from '../journal/index';
import { adoptOrphans, ROUND_MS } from '../outbox/adopt-orphans';
import { systemClock } from '../outbox/clock';
import type { DeliverRequest, OpenRequest } from '../thread/contract';
import { forgetOldRuns, listRuns } from './stored-runs';

const NEVER = new AbortController().signal;

/** What the engine has that an adoption needs. */
export interface Adopter {
  journal: Promise<Journal>;
  openRuns: () => { key: string; request: OpenRequest; delivers: boolean }[];
  /** @param asker who is asked for tokens. */
  backendFor: (asker: string, record: RunRecord, hasToken: boolean, signal: AbortSignal) => Backend;
  dropped: (reason: ProblemCode, detail: string) => void;
}

/**
 * Delivers what other pages of this origin left behind: from time to time while a run is delivered here, and when
 * somebody asks.
 */
export class AdoptionRounds {
  readonly #adopter: Adopter;
  #isKeeping = false;

  constructor(adopter: Adopter) {
    this.#adopter = adopter;
  }

  /**
   * Looks for orphans now and from time to time, one round after the other, for as long as the engine has a run open.
   */
  async keep(): Promise<void> {
    if (this.#isKeeping) return;
    this.#isKeeping = true;
    await forgetOldRuns(await this.#adopter.journal, wallTime()).catch(() => undefined);
    while (this.#adopter.openRuns().length > 0) {
      // The backend is away, or refuses these runs: the next round tries again, and the journal has them.
      await this.#adoptForOpenRuns().catch(() => undefined);
      await systemClock.sleep(ROUND_MS, NEVER);
    }
    this.#isKeeping = false;
  }

  /** Delivers all that waits for a server. Rejects with the first failure, after all were tried. */
  async deliver({ asker, baseUrl, hasToken }: DeliverRequest): Promise<{ delivered: number; waiting: number }> {
    const delivered = await this.#adopt(
      (run) => run.record.baseUrl === baseUrl,
      (run, signal) => this.#adopter.backendFor(asker, run.record, hasToken, signal),
    );
    const runs = await listRuns(await this.#adopter.journal);
    return {
      delivered,
      waiting: runs.filter(({ record, isDelivered }) => record.baseUrl === baseUrl && !isDelivered).length,
    };
  }

  /** For the servers that this page has a credential for, and only for those. */
  #adoptForOpenRuns(): Promise<number> {
    const open = this.#adopter.openRuns().filter(({ delivers }) => delivers);
    const hostOf = (run: JournaledRun) =>
      open.find(({ request }) => request.record.baseUrl === run.record.baseUrl)?.request;
    return this.#adopt(
      (run) => hostOf(run) !== undefined,
      (run, signal) => this.#adopter.backendFor(hostOf(run)!.writer, run.record, hostOf(run)!.hasToken, signal),
    );
  }

  async #adopt(
    isOurs: (run: JournaledRun) => boolean,
    backendFor: (run: JournaledRun, signal: AbortSignal) => Backend,
  ): Promise<number> {
    const { journal, openRuns, dropped } = this.#adopter;
    return adoptOrphans({
      journal: await journal,
      locks: await findLocks(),
      dropped,
      isOurs: (run) => isOurs(run) && !openRuns().some(({ key }) => key === run.key),
      backendFor,
    });
  }
}
