import type { Outcome } from './round';
import { NETWORK_FAULTS, type NetworkFault } from './network';
import { EVENT_NAMES, type PageEvent } from './schedule';

/** Adds up the rounds, and says what came of them. */
export class Report {
  rounds = 0;
  logged = 0;
  lost = 0;
  inWindow = 0;
  doubled = 0;
  altered = 0;
  files = 0;
  picturesLost = 0;
  tolls = 0;
  workerless = 0;
  mostRows = 0;
  mostMs = 0;
  latenessThen = 0;
  readonly struck = new Map<NetworkFault | PageEvent, number>();
  readonly failed: { round: number; violations: string[]; diary: string[] }[] = [];

  add(round: number, { verdicts, struck, violations, diary }: Outcome): void {
    this.rounds++;
    for (const verdict of verdicts) {
      this.logged += verdict.logged;
      this.lost += verdict.lost;
      this.doubled += verdict.doubled;
      this.altered += verdict.altered;
      this.files += verdict.files.length;
      this.picturesLost += verdict.picturesLost;
      for (const { rows, ms, isWorkerless, lateness } of verdict.tolls) {
        this.inWindow += rows;
        if (isWorkerless) {
          this.workerless += rows;
          continue;
        }
        this.tolls++;
        this.mostRows = Math.max(this.mostRows, rows);
        if (ms >= this.mostMs) [this.mostMs, this.latenessThen] = [ms, lateness];
      }
    }
    for (const [name, times] of struck) this.struck.set(name, (this.struck.get(name) ?? 0) + times);
    if (violations.length > 0) this.failed.push({ round, violations, diary });
  }

  table(seed: number, durationMs: number): string {
    const line = (name: string, figure: string | number) => `  ${name.padEnd(46)} ${String(figure).padStart(12)}`;
    const times = (names: readonly (NetworkFault | PageEvent)[]) =>
      names.map((name) => line(name, this.struck.get(name) ?? 0));
    return [
      'Faults of the network, how often each struck',
      ...times(Object.keys(NETWORK_FAULTS) as NetworkFault[]),
      'What befell pages, browsers and servers',
      ...times(EVENT_NAMES),
      'Rows',
      line('logged', this.logged),
      line('lost, not within the window of a kill', this.lost - this.inWindow),
      line('doubled', this.doubled),
      line('altered', this.altered),
      line('lost within the window of a kill', this.inWindow),
      line('kills that took rows', this.tolls),
      line('  the most rows that one took', this.mostRows),
      line('  the longest logging that one took', `${this.mostMs.toFixed(1)} ms`),
      line('  how late the machine was then', `${this.latenessThen.toFixed(1)} ms`),
      line('  lost by a kill while a worker was replaced', this.workerless),
      line('files whole', this.files),
      line('pictures lost with their page or worker', this.picturesLost),
      `${this.rounds} rounds with seed ${seed} in ${(durationMs / 1000).toFixed(0)} s, ${this.failed.length} of them with violations`,
    ].join('\n');
  }
}
