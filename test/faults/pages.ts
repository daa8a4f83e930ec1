import { setTimeout as delay } from 'node:timers/promises';
import { journalIn, lastWordsIn } from './kept';
import { HOPS, type Lateness } from './lateness';
import type { Ledger } from './ledger';
import type { PageEvent, Round } from './schedule';
import type { Site } from './site';
import { Tab } from './tab';
import type { Report, TraineeOptions } from './trainee';

const HOUR_MS = 3_600_000;

/** The tabs of a round: one that logs, perhaps a bystander with a run of its own, and what befalls them. */
export class Pages {
  /** The runs that were opened, in order. */
  readonly runs: string[] = [];
  /** Why values or rows may be dropped in this round, if only they say so. */
  readonly expectedDrops = new Set<string>();
  readonly #site: Site;
  readonly #ledger: Ledger;
  readonly #round: Round;
  readonly #trace: (sentence: string) => void;
  readonly #run: string;
  readonly #lateness: Lateness;
  #tab!: Tab;
  #bystander: Tab | null = null;

  constructor(site: Site, ledger: Ledger, round: Round, lateness: Lateness, trace: (sentence: string) => void) {
    this.#site = site;
    this.#ledger = ledger;
    this.#round = round;
    this.#lateness = lateness;
    this.#trace = trace;
    this.#run = `r${round.number}`;
  }

  async begin(): Promise<void> {
    this.#tab = await this.#openTab();
    await this.#start(this.#tab, this.#run);
  }

  /** Lets an event happen. False when it could not, as things were. */
  async meet({ name, ms }: { name: PageEvent; ms: number }): Promise<boolean> {
    return (await this.#events[name](ms)) !== false;
  }

  readonly #events: Record<PageEvent, (ms: number) => unknown> = {
    reload: () => this.#leaveFor(() => this.#tab.reload()),
    'navigation and return': (ms) =>
      this.#leaveFor(async () => {
        await this.#tab.go(this.#site.url('elsewhere.html'));
        await delay(ms);
        await this.#tab.go(this.#site.url());
      }),
    'tab closed, another opened': async (ms) => {
      this.#ledger.leave(this.#tab.holds);
      await this.#tab.close();
      await delay(ms / 4);
      await this.begin();
    },
    'back from the bfcache': (ms) => this.#goAndComeBack(() => delay(ms)),
    'bfcache while another tab adopts': (ms) =>
      this.#goAndComeBack(async () => {
        await this.#openBystander();
        await delay(ms);
      }),
    'run opened elsewhere meanwhile': () => this.#loseRun(),
    'page crashed': async () => {
      await this.#kill(this.#tab.holds, async () => (await this.#tab.crash(), null));
      await this.begin();
    },
    'worker died': (ms) => this.#killWorker(false, ms),
    'worker died silently': (ms) => this.#killWorker(true, ms),
    'browser SIGKILL': async () => {
      await this.#kill(this.#ledger.openings.keys(), () => this.#site.killBrowser());
      this.#bystander = null;
      await this.begin();
    },
    'server SIGKILL': (ms) => this.#site.killServer(ms),
    'network cut': () => this.#site.proxy.cut(),
    'network mended': () => this.#site.proxy.isCut && (this.#site.proxy.mend(), true),
    'page frozen': (ms) => this.#tab.freeze(ms),
    'page busy': (ms) => this.#tab.evaluate(`trainee.busy('${this.#run}', ${ms})`),
    'clock jumped': (ms) => this.#tab.evaluate(`trainee.jump(${ms % 2 === 0 ? -HOUR_MS : HOUR_MS})`),
    'another tab came': () => this.#openBystander(),
    'flush()': () => this.#tab.evaluate(`trainee.flush('${this.#run}')`),
  };

  /** All is well again: ends every run, after the server has what it must have of it. */
  async settle(complete: (run: string) => Promise<void>): Promise<void> {
    for (const tab of this.#tabs()) await this.#pause(tab);
    let tab = this.#tab;
    if (this.#round.ending === 'orphan') {
      for (const each of this.#tabs()) {
        this.#ledger.leave(each.holds);
        await each.close();
        this.#trace(`closed the tab of ${[...each.holds].join(', ')}`);
      }
      this.#bystander = null;
      tab = this.#tab = await this.#openTab();
      // A page of the origin with a run of its own brings what the others have left.
      await this.#start(tab, `${this.#run}-heir`, { burst: 0 });
      for (const run of (await journalIn(tab)).runs) this.#trace(`the journal has ${run}`);
      for (const run of this.runs) await complete(run);
    }
    for (const run of this.runs) {
      const holder = this.#tabs().find((each) => this.#ledger.of(run).some(({ first }) => each.holds.has(first)));
      if (!holder) await this.#start(tab, run, { burst: 0 });
      await this.#finish(holder ?? tab, run);
      await complete(run);
    }
  }

  /** What the browser still keeps of runs that are delivered. */
  async leftovers(): Promise<string[]> {
    const { chunks, files } = await journalIn(this.#tab);
    const words = await lastWordsIn(this.#tab);
    const left = { words, chunks, files };
    return words.length + chunks + files > 0 ? [`the browser keeps what is delivered: ${JSON.stringify(left)}`] : [];
  }

  async #leaveFor(go: () => Promise<void>): Promise<void> {
    this.#ledger.leave(this.#tab.holds);
    await go();
    await this.#start(this.#tab, this.#run);
  }

  async #killWorker(isSilent: boolean, ms: number): Promise<void> {
    this.#ledger.interruptWorker(this.#tab.holds, HOPS * this.#lateness.worst(), isSilent ? 40_000 : 500);
    // Pictures that the worker had been given.
    this.expectedDrops.add('worker-failed');
    await this.#tab.evaluate(`killWorker(${isSilent})`);
    await delay(ms);
  }

  async #kill(firsts: Iterable<number>, work: () => Promise<number | null>): Promise<void> {
    const lateness = this.#lateness.worst();
    this.#ledger.kill(firsts, await work(), lateness);
  }

  #tabs(): Tab[] {
    return this.#bystander ? [this.#tab, this.#bystander] : [this.#tab];
  }

  #openTab(): Promise<Tab> {
    return Tab.open(this.#site.browser, this.#site.url(), (tab, report) => this.#hear(tab, report), this.#trace);
  }

  #hear(tab: Tab, report: Report): void {
    this.#ledger.hear(report);
    if (report.type === 'returned') this.#ledger.comeBack(tab.holds);
  }

  async #start(tab: Tab, run: string, changes: Partial<TraineeOptions> = {}): Promise<void> {
    const { every, burst, pictures, halves, transmitInterval } = this.#round;
    if (!this.runs.includes(run)) this.runs.push(run);
    const first = this.#ledger.open(run);
    if (tab.holds.size > 0 && changes.burst !== 0) tab.holds.clear();
    tab.holds.add(first);
    const options: TraineeOptions = { id: run, first, every, burst, pictures, halves, transmitInterval, ...changes };
    this.#trace(`opening ${run}`);
    for (const words of await lastWordsIn(tab)) this.#trace(`there are last words: ${words}`);
    await tab.evaluate(`trainee.start(${JSON.stringify(options)})`);
  }

  async #openBystander(): Promise<boolean> {
    if (this.#bystander) return false;
    this.#bystander = await this.#openTab();
    await this.#start(this.#bystander, `${this.#run}-bystander`, { every: 100, burst: 1 });
    return true;
  }

  /** Navigates away and goes back in the history. False when the browser had not kept the page. */
  async #goAndComeBack(meanwhile: () => Promise<unknown>): Promise<boolean> {
    const tab = this.#tab;
    this.#ledger.leave(tab.holds, HOPS * this.#lateness.worst());
    // Pictures that the worker had been given: it is ended when its page goes into the bfcache.
    this.expectedDrops.add('worker-failed');
    await tab.go(this.#site.url('elsewhere.html'));
    await meanwhile();
    const isKept = await tab.back();
    if (!isKept) await this.#start(tab, this.#run);
    return isKept;
  }

  /**
   * While the page is in the bfcache another opens its run; what the page logs when it is back must be refused, and
   * counted.
   */
  async #loseRun(): Promise<boolean> {
    const tab = this.#tab;
    const next = await tab.evaluate<number>(`trainee.pause('${this.#run}')`);
    const [first] = tab.holds as Set<number>;
    this.#ledger.leave([first!], HOPS * this.#lateness.worst());
    await tab.go(this.#site.url('elsewhere.html'));
    await this.begin();
    const opening = this.#ledger.openings.get(first!)!;
    opening.refusedFrom = next;
    for (const reason of ['run-taken', 'worker-failed']) this.expectedDrops.add(reason);
    const isKept = await tab.back();
    if (isKept) {
      await tab.evaluate(`trainee.resume('${this.#run}')`);
      await delay(100);
      // It has an answer to all of them then: a refusal.
      await tab.evaluate(`trainee.pause('${this.#run}'), trainee.flush('${this.#run}').catch(() => undefined)`);
      const counted = await tab.evaluate<[number, number]>(
        `[trainee.pause('${this.#run}'), trainee.dropped('${this.#run}', 'run-taken')]`,
      );
      if (counted[0] - next > 0 && counted[1] === 0)
        throw new Error(`${counted[0] - next} rows were refused, and none of them is counted`);
    }
    this.#ledger.leave([first!]);
    await tab.close();
    return isKept;
  }

  async #pause(tab: Tab): Promise<void> {
    for (const first of tab.holds) await tab.evaluate(`trainee.pause('${this.#ledger.openings.get(first)!.run}')`);
  }

  async #finish(tab: Tab, run: string): Promise<void> {
    const isDelivered = await tab.evaluate<boolean>(`trainee.finish('${run}', ${this.#round.exitCode})`);
    if (!isDelivered) await tab.evaluate(`trainee.synced('${run}')`);
  }
}
