import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../outbox/clock';
import { RunDelivery } from '../../outbox/run-delivery';
import { WakeSignal } from '../../outbox/wake-signal';
import { Pace } from '../../outbox/retry-pace';
import { DeliveryError, runUrl, type Problem } from '../../wire/index';
import { SILENCE_MS } from '../runs/run-state';
import type { ListedRun } from '../store/port/store';
import { RunLedger, type LedgerOptions } from './run-ledger';
import { UpstreamHealth, problemOf } from './upstream-health';
import type { Upstream } from './upstream';

/** So many runs are passed on at a time; each is in order. */
const PARALLEL = 8;
/** The least time between two rounds of one run, in milliseconds, so that rows gather. */
const TRANSMIT_MS = 1_000;
/** A sign of life is passed on when nothing else was for so long. Clients beat every 30 s. */
const BEAT_MS = 20_000;
/** The clock need not be asked more rarely. */
const LONGEST_MS = 60_000;
const CLOSE_DEADLINE_MS = 3_000;

export interface RelayOptions extends Omit<LedgerOptions, 'url' | 'closed'> {
  server: Upstream;
  clock: Clock;
  report: (line: string) => void;
  /** The upstream has asked a run to stop. */
  onStop: (run: number) => Promise<void>;
}

/** One run that the upstream is owed something of, or was lately. */
interface Visited {
  ledger: RunLedger;
  delivery: RunDelivery;
  pace: Pace;
  /** When it is its turn again. */
  at: number;
  sentAt: number;
  hasNews: boolean;
  isBusy: boolean;
  problem: Problem | null;
}

/** How far a run has been passed on. */
export interface Forwarding {
  host: string;
  /** The run at the upstream; null as long as it does not know it. */
  url: string | null;
  rows: number;
  files: number;
  problem: string | null;
}

/**
 * Passes the runs of this server on to another: several at a time, each one step at a turn, so that a long one holds up
 * nobody. What is owed stands in the store; here is only whose turn it is.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #visits = new Map<number, Visited>();
  readonly #wake = new WakeSignal();
  readonly #pace: Pace;
  readonly #link: UpstreamHealth;
  readonly #closed = new AbortController();
  /** What a request brings after this is noted by nobody. */
  readonly #gone = new AbortController();
  readonly #busy = new Set<Promise<void>>();
  /** Whether the upstream has answered well since the last failure. */
  #isSure = false;
  #restUntil = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#pace = new Pace(options.clock.random);
    this.#link = new UpstreamHealth(options.server.host, options.report);
  }

  /** To be called after every change of a run. */
  changed(run: number): void {
    const visit = this.#visitTo(run);
    visit.hasNews = true;
    if (!visit.problem) visit.at = Math.min(visit.at, Math.max(this.#options.clock.now(), visit.sentAt + TRANSMIT_MS));
    this.#wake.raise('news');
  }

  /** To be called when a run was deleted: what is under way for it finds that out by itself. */
  deleted(run: number): void {
    this.#visits.delete(run);
  }

  /** Works until it is closed. */
  async run(): Promise<void> {
    const { store, upstream, clock } = this.#options;
    for (const run of await store.relays.owed(upstream)) this.#visitTo(run).at = clock.now();
    while (!this.#closed.signal.aborted) {
      this.#wake.clear();
      const rest = this.#restUntil - clock.now();
      if (rest > 0) await clock.sleep(rest, this.#closed.signal);
      else if (!this.#isSure) await this.#check();
      else await this.#wake.sleep(clock, this.#start(), 'news');
    }
  }

  /** Starts nothing more, and waits a little for what is under way. */
  async close(): Promise<void> {
    this.#closed.abort();
    this.#wake.raise('urgent');
    await Promise.race([Promise.all(this.#busy), delay(CLOSE_DEADLINE_MS, undefined, { ref: false })]);
    this.#gone.abort();
  }

  /** Null for a run that is not passed on. */
  async forwardingOf(run: ListedRun): Promise<Forwarding | null> {
    const { store, upstream, server } = this.#options;
    const { claimed, identity, lineCounts, dropped } = await store.relays.find(upstream, run.id);
    const visit = this.#visits.get(run.id);
    if (!claimed && !visit) return null;
    const files = await store.files.list(run.id);
    const owed = await store.relays.owedFiles(upstream, run.id);
    return {
      host: server.host,
      url: identity && runUrl(server.url, identity.entity, identity.project, run.name),
      rows: Math.min(lineCounts.history, run.lineCounts.history),
      files: files.length - owed.length,
      problem: (this.#link.problem ?? visit?.problem)?.message ?? dropped,
    };
  }

  #visitTo(run: number): Visited {
    let visit = this.#visits.get(run);
    if (!visit) this.#visits.set(run, (visit = this.#firstVisit(run)));
    return visit;
  }

  #firstVisit(run: number): Visited {
    const { server, store, onStop, clock, report } = this.#options;
    const ledger = new RunLedger(run, { ...this.#options, url: server.url, closed: this.#gone.signal });
    const events = {
      introduced: () => undefined,
      acknowledged: () => undefined,
      stopped: () => void onStop(run).catch((error: unknown) => report(String(error))),
      dropped: (_reason: string, detail: string) =>
        void ledger.drop(detail).catch((error: unknown) => report(String(error))),
    };
    const delivery = new RunDelivery({
      key: String(run),
      journal: ledger,
      backend: server.backendOf(run, store),
      events,
    });
    const pace = new Pace(clock.random);
    return { ledger, delivery, pace, at: Infinity, sentAt: -Infinity, hasNews: false, isBusy: false, problem: null };
  }

  /** Asks the upstream alone, where requests for many runs would only be noise. */
  async #check(): Promise<void> {
    const { server, clock } = this.#options;
    try {
      await server.check();
      this.#isSure = true;
      this.#pace.succeeded();
      // What failed had no fault of its own.
      if (this.#link.up()) for (const visit of this.#visits.values()) visit.at = Math.min(visit.at, clock.now());
    } catch (error) {
      this.#link.down(error);
      const { asked, own } = this.#pace.failed(error);
      await clock.sleep(asked, this.#closed.signal);
      await this.#wake.sleep(clock, own, 'urgent');
    }
  }

  /** Starts the visits whose turn it is; returns how long nobody has a turn, in milliseconds. */
  #start(): number {
    const now = this.#options.clock.now();
    let wait = LONGEST_MS;
    for (const [run, visit] of this.#visits) {
      if (visit.isBusy) continue;
      // The end of a visit wakes the loop.
      if (this.#busy.size >= PARALLEL) break;
      if (visit.at > now) wait = Math.min(wait, visit.at - now);
      else this.#send(run, visit);
    }
    return wait;
  }

  #send(run: number, visit: Visited): void {
    visit.isBusy = true;
    const done = this.#visit(run, visit)
      .catch((error: unknown) => this.#failed(run, visit, error))
      .catch((error: unknown) => this.#options.report(String(error)))
      .finally(() => {
        visit.isBusy = false;
        this.#busy.delete(done);
        this.#wake.raise('news');
      });
    this.#busy.add(done);
  }

  /** Takes one step of a run, and decides when it is its turn again. */
  async #visit(run: number, visit: Visited): Promise<void> {
    const { clock } = this.#options;
    const { hasNews } = visit;
    visit.hasNews = false;
    const isStep = await visit.delivery.next();
    if (!isStep && hasNews && clock.now() - visit.sentAt > BEAT_MS) {
      await visit.delivery.heartbeat();
      visit.sentAt = clock.now();
    }
    visit.pace.succeeded();
    visit.problem = null;
    if (isStep) {
      visit.at = visit.sentAt = clock.now();
      // To the end of the line.
      this.#visits.delete(run);
      this.#visits.set(run, visit);
    } else if (visit.hasNews) visit.at = visit.sentAt + TRANSMIT_MS;
    else if (!hasNews && clock.now() - visit.sentAt >= SILENCE_MS) this.#visits.delete(run);
    // Silence may settle what news has left open, such as a gap.
    else visit.at = clock.now() + SILENCE_MS;
  }

  async #failed(run: number, visit: Visited, error: unknown): Promise<void> {
    const { clock, server, store, report } = this.#options;
    if (this.#closed.signal.aborted) return;
    const { asked, own } = visit.pace.failed(error);
    const now = clock.now();
    visit.at = now + asked + own;
    this.#restUntil = Math.max(this.#restUntil, now + asked);
    // Is it the run's or the upstream's trouble? One question tells.
    this.#isSure &&= error instanceof DeliveryError && ['refused', 'not-found', 'too-large'].includes(error.code);
    const problem = problemOf(error, server.host);
    const isKnown = visit.problem?.message === problem.message;
    visit.problem = problem;
    // Of the others the link tells.
    if (isKnown || (problem.code !== 'refused' && problem.code !== 'unexpected')) return;
    const stored = await store.runs.byId(run);
    if (stored) report(`Forwarding ${stored.entity}/${stored.project}/${stored.name}: ${problem.message}`);
  }
}
