import { setTimeout as delay } from 'node:timers/promises';
import { judge, judgeEnd, type Verdict } from './judge';
import { Lateness } from './lateness';
import { Ledger } from './ledger';
import type { NetworkFault } from './network';
import { Pages } from './pages';
import { chanceOf, type Event, type PageEvent, type Round } from './schedule';
import { Site } from './site';

const DELIVERY_DEADLINE_MS = 20_000;

export interface Outcome {
  verdicts: Verdict[];
  struck: Map<NetworkFault | PageEvent, number>;
  violations: string[];
  /** All that happened, with the seconds since the round began. */
  diary: string[];
}

/**
 * Plays a round: a run is logged while things go wrong, everything is healed, and what the server has is compared with
 * what was logged.
 */
export async function playRound(
  round: Round,
  library: string | null,
  tell: (sentence: string) => void,
): Promise<Outcome> {
  const began = performance.now();
  const diary: string[] = [];
  const trace = (sentence: string) => {
    diary.push(`${((performance.now() - began) / 1000).toFixed(3)} s: ${sentence}`);
    tell(sentence);
  };
  const struck: Outcome['struck'] = new Map();
  const strike = (name: NetworkFault | PageEvent) => {
    trace(name);
    struck.set(name, (struck.get(name) ?? 0) + 1);
  };
  const ledger = new Ledger();
  const site = await Site.open(strike, library);
  const lateness = new Lateness();
  const pages = new Pages(site, ledger, round, lateness, trace);
  const chance = chanceOf(round.seed, round.number, 1);
  let verdicts: Verdict[] = [];
  const violations: string[] = [];
  try {
    await pages.begin();
    for (const event of round.events) {
      await delay(event.after);
      if (event.name === 'network') for (const fault of event.faults) site.network.expect(fault, event.aim, chance);
      else if (await pages.meet(event as Event & { name: PageEvent })) strike(event.name);
    }
    await delay(chance.between(0, 200));
    site.heal();
    await pages.settle((run) => isComplete(round, ledger, site, run));
    violations.push(...(await pages.leftovers()));
  } catch (error) {
    violations.push(String(error instanceof Error ? (error.stack ?? error) : error));
  } finally {
    try {
      verdicts = pages.runs.map((run) => judge(ledger, run, site.stored(run), round));
      violations.push(
        ...verdicts.flatMap((verdict) => verdict.violations),
        ...(await judgeRest(round, site, pages.runs, verdicts)),
      );
      violations.push(
        ...ledger.dropped
          .filter(({ reason }) => !pages.expectedDrops.has(reason))
          .map(({ reason, detail }) => `dropped (${reason}): ${detail}`),
      );
    } finally {
      lateness.stop();
      await site.close();
    }
  }
  return { verdicts, struck, violations, diary };
}

/** Waits until the server has all that it must have of a run. */
async function isComplete(round: Round, ledger: Ledger, site: Site, run: string): Promise<void> {
  for (const deadline = Date.now() + DELIVERY_DEADLINE_MS; Date.now() < deadline; await delay(100)) {
    if (!judge(ledger, run, site.stored(run), round).isWaiting) return;
  }
}

async function judgeRest(round: Round, site: Site, runs: string[], verdicts: Verdict[]): Promise<string[]> {
  const violations: string[] = [];
  for (const [i, run] of runs.entries()) {
    const stored = site.stored(run);
    if (!stored) {
      violations.push(`${run}: the server does not know it`);
      continue;
    }
    violations.push(...judgeEnd(run, stored, round.exitCode));
    for (const { path, sha256 } of verdicts[i]!.files) {
      if (!(await site.hasFile(run, path, sha256))) violations.push(`${run}: the file ${path} is missing or not whole`);
    }
  }
  return violations;
}
