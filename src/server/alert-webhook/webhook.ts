import { setTimeout as delay } from 'node:timers/promises';
import { oneLine } from '../trouble/one-line';
import type { OwedAlert, Store } from '../store/port/store';
import { messageOf } from './message';

/** How long to wait after each failed try; after the last one an alert is given up. */
export const WAITS_MS: readonly number[] = [1_000, 10_000, 60_000, 300_000, 1_800_000, 7_200_000];
/** An alert that nobody could be told of for so long does not help any more. It stays in the run's log. */
const STALE_MS = 24 * 3600_000;
const TIMEOUT_MS = 10_000;
const LONGEST_ASKED_MS = 3600_000;
/** The clock need not be asked more rarely. */
const LONGEST_SLEEP_MS = 60_000;
const CLOSE_DEADLINE_MS = 3_000;

interface WebhookOptions {
  store: Store;
  url: URL;
  /** Under which address people reach the dashboard. */
  baseUrl: string;
  waits: readonly number[];
  now: () => number;
  report: (line: string) => void;
}

/**
 * Posts the alerts that are owed, one after the other. Which those are stands in the store: an end of the server loses
 * none.
 */
export class AlertWebhook {
  readonly #options: WebhookOptions;
  readonly #closed = new AbortController();
  /** What is under way when this is aborted counts as never tried. */
  readonly #gone = new AbortController();
  #wake = new AbortController();
  #work: Promise<void> | null = null;
  #restUntil = 0;
  #isDown = false;

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  /** Begins to post, and goes on until it is closed. */
  start(): void {
    this.#work = this.#run();
  }

  /** To be called when an alert has come. */
  ring(): void {
    this.#wake.abort();
  }

  /** Waits a little for what is under way. */
  async close(): Promise<void> {
    this.#closed.abort();
    this.ring();
    await Promise.race([this.#work, delay(CLOSE_DEADLINE_MS, undefined, { ref: false })]);
    this.#gone.abort();
    await this.#work;
  }

  async #run(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      // Before the store is asked: an alert that comes after that ends the sleep.
      this.#wake = new AbortController();
      const wait = await this.#turn().catch((error: unknown) => {
        this.#report(String(error));
        return LONGEST_SLEEP_MS;
      });
      await delay(Math.min(wait, LONGEST_SLEEP_MS), undefined, { signal: this.#wake.signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  /** Posts what has waited longest, if it is its turn; returns how long nothing is to be done, in milliseconds. */
  async #turn(): Promise<number> {
    const { store, now } = this.#options;
    const [next] = await store.alerts.owed(1);
    const wait = next ? Math.max(next.dueAt, this.#restUntil) - now() : Infinity;
    if (!next || wait > 0) return wait;
    await this.#deliver(next);
    return 0;
  }

  async #deliver(alert: OwedAlert): Promise<void> {
    const { store, waits, now } = this.#options;
    const giveUp = async (why: string) => {
      this.#report(
        `gave up on the alert ${JSON.stringify(alert.title)} of ${alert.entity}/${alert.project}/${alert.run}: ${why}.`,
      );
      await store.alerts.settle(alert.id);
    };
    if (now() - alert.createdAt > STALE_MS) return giveUp('it is more than a day old');
    const failure = await this.#post(alert);
    if (this.#gone.signal.aborted) return;
    if (failure === null) {
      await store.alerts.settle(alert.id);
      if (this.#isDown) this.#report('works again.');
      this.#isDown = false;
      return;
    }
    if (!this.#isDown) this.#report(`${failure.why}. Alerts are kept and tried again for some hours.`);
    this.#isDown = true;
    this.#restUntil = now() + failure.asked;
    const wait = waits[alert.attempts];
    if (wait === undefined) await giveUp(failure.why);
    else await store.alerts.postpone(alert.id, now() + Math.max(wait, failure.asked));
  }

  /** Null when it was taken; else why not, and for how long the other side wants to be left alone. */
  async #post(alert: OwedAlert): Promise<{ why: string; asked: number } | null> {
    try {
      const response = await fetch(this.#options.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'spoor' },
        body: JSON.stringify(messageOf(alert, this.#options.baseUrl)),
        // Another address than that which was given gets nothing.
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), this.#gone.signal]),
      });
      await response.body?.cancel().catch(() => undefined);
      if (response.ok) return null;
      const seconds = Number(response.headers.get('retry-after') ?? 0);
      return { why: `status ${response.status}`, asked: Math.min(Math.max(seconds || 0, 0) * 1000, LONGEST_ASKED_MS) };
    } catch (error) {
      return { why: whyOf(error), asked: 0 };
    }
  }

  #report(line: string): void {
    this.#options.report(oneLine(`Alert webhook at ${this.#options.url.host}: ${line}`));
  }
}

/** Not the error's own words, in which the secret address may stand. */
function whyOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`;
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  return `no answer (${cause?.code ?? 'the connection failed'})`;
}
