import { Report } from './report';
import { playRound } from './round';
import { planRound } from './schedule';

export { buildCareless } from './control';
export { closeSites } from './site';

export interface Options {
  seed: number;
  /** The numbers of the rounds to play. */
  rounds: number[];
  /** What pages get for Spoor instead of the built package: the control. */
  library?: string | null;
  /** Told after each round. */
  progress?: (report: Report, round: number) => void;
  /** Told of each thing that happens. */
  trace?: (sentence: string) => void;
}

/** Plays rounds, one after the other, and adds them up. */
export async function runFaults({
  seed,
  rounds,
  library = null,
  progress,
  trace = () => undefined,
}: Options): Promise<Report> {
  const report = new Report();
  for (const number of rounds) {
    report.add(number, await playRound(planRound(seed, number), library, trace));
    progress?.(report, number);
  }
  return report;
}
