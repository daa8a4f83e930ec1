import { NETWORK_FAULTS, type Aim, type NetworkFault } from './network';
import { Random } from './random';

/** What befalls a page, its browser or its server. Names are those of the report. */
const PAGE_EVENTS = {
  reload: 3,
  'navigation and return': 3,
  'tab closed, another opened': 3,
  'back from the bfcache': 4,
  'bfcache while another tab adopts': 3,
  'page crashed': 3,
  'worker died': 3,
  'worker died silently': 2,
  'browser SIGKILL': 3,
  'server SIGKILL': 3,
  'network cut': 3,
  'network mended': 2,
  'page frozen': 1,
  'page busy': 3,
  'clock jumped': 1,
  'another tab came': 2,
  'flush()': 4,
  'run opened elsewhere meanwhile': 1,
} as const;

export type PageEvent = keyof typeof PAGE_EVENTS;

export type Event = { after: number } & (
  | { name: PageEvent; ms: number }
  | { name: 'network'; faults: NetworkFault[]; aim: Aim }
);

/** All that is decided about a round before it is played. */
export interface Round {
  seed: number;
  number: number;
  /** A burst of rows comes every so many milliseconds. */
  every: number;
  burst: number;
  pictures: boolean;
  halves: boolean;
  transmitInterval: number;
  events: Event[];
  /** Whether the last page ends the run itself, or is closed and its run is left to others. */
  ending: 'stays' | 'orphan';
  exitCode: number;
}

export const EVENT_NAMES = Object.keys(PAGE_EVENTS) as PageEvent[];
const FAULT_NAMES = Object.keys(NETWORK_FAULTS) as NetworkFault[];

/**
 * The schedule of a round: a function of seed and number alone, so that one round can be played again without those
 * before it.
 */
export function planRound(seed: number, number: number): Round {
  const random = chanceOf(seed, number, 0);
  const every = random.between(2, 20);
  return {
    seed,
    number,
    every,
    burst: random.between(1, Math.min(30, every * 2)),
    pictures: random.chance(0.35),
    halves: random.chance(0.4),
    transmitInterval: random.pick([20, 50, 200, 1_000]),
    events: planEvents(random),
    ending: random.pick(['stays', 'orphan']),
    exitCode: random.pick([0, 0, 0, 1, 7]),
  };
}

/** A source of chance of its own for each use, so that one drawing more does not change the other. */
export function chanceOf(seed: number, number: number, use: number): Random {
  return new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b) ^ Math.imul(use, 0xc2b2ae35));
}

function planEvents(random: Random): Event[] {
  const events: Event[] = [];
  let isTooLargeSpent = false;
  for (let count = random.between(3, 8); events.length < count;) {
    const after = random.between(0, 350);
    if (random.chance(0.45)) {
      const faults = Array.from({ length: random.between(1, 4) }, () => random.pick(FAULT_NAMES)).filter((name) => {
        // Found too large twice in a row, a single row is emptied, as it should be; that is another test's.
        const isSpent = name === 'answered 413' && isTooLargeSpent;
        isTooLargeSpent ||= name === 'answered 413';
        return !isSpent;
      });
      if (faults.length > 0) events.push({ name: 'network', faults, aim: random.pick(['rows', 'anything']), after });
    } else events.push({ name: random.weighted(PAGE_EVENTS), ms: random.between(20, 400), after });
  }
  return events;
}
