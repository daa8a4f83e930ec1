import type { Report } from './trainee';

/** Numbers of rows that one opening of a run may use. */
export const SPAN = 1_000_000;

/** Within so long a page has another worker, once it knows that it needs one. */
const REPLACED_MS = 10_000;

export interface LedgerRow {
  n: number;
  step: number;
  /** When it was logged whole, in milliseconds since 1970; or half, as long as it is not completed. */
  at: number;
  isHalf: boolean;
  /** Half of it was logged first: that half may be what is left of it. */
  wasHalf: boolean;
}

/**
 * One opening of a run by one page. `left` is a page that is gone and whose last words nobody has read yet; `settled`
 * one whose last words are in the journal.
 */
export interface Opening {
  run: string;
  first: number;
  rows: Map<number, LedgerRow>;
  /** Rows below this number are in the journal: the page was told so. */
  confirmed: number;
  fate: 'alive' | 'left' | 'settled' | 'killed';
  /**
   * Rows from `confirmed` on that were logged before `until` may have lost their pictures: they were with a page or a
   * worker that went.
   */
  interruptions: { confirmed: number; until: number }[];
  /** From the death of its worker until it has surely noticed, rows stay with the page. */
  workerless: { from: number; until: number }[];
  /** When its page went away last, and how late the machine's timers were then; null before. */
  gone: { at: number; lateMs: number } | null;
  /** The page is back from the back/forward cache: its worker was ended, and rows stay with it until another writes. */
  returned: { at: number; journaled: number | null } | null;
  /** When it was killed, if that is known. */
  killedAt: number | null;
  /** How late the machine's timers were just before the kill, in milliseconds. */
  lateness: number;
  /** Another page has taken the run: rows from this number on must be refused. */
  refusedFrom: number;
}

/** What the pages of a round have said that they logged. */
export class Ledger {
  readonly openings = new Map<number, Opening>();
  readonly dropped: { reason: string; detail: string }[] = [];

  /** The number of the first row of the next opening of a run. */
  open(run: string): number {
    const first = (this.openings.size + 1) * SPAN;
    const opening: Opening = {
      run,
      first,
      rows: new Map(),
      confirmed: first,
      fate: 'alive',
      interruptions: [],
      workerless: [],
      gone: null,
      returned: null,
      killedAt: null,
      lateness: 0,
      refusedFrom: Infinity,
    };
    this.openings.set(first, opening);
    return first;
  }

  of(run: string): Opening[] {
    return [...this.openings.values()].filter((opening) => opening.run === run);
  }

  hear(report: Report): void {
    if (report.type === 'returned') return;
    const opening = this.openings.get(report.first)!;
    switch (report.type) {
      case 'opened':
        // It has handed over what others left, before anything else.
        for (const other of this.openings.values()) if (other.fate === 'left') other.fate = 'settled';
        break;
      case 'rows':
        for (const [n, step, stage] of report.rows) {
          const wasHalf = stage !== 'whole';
          opening.rows.set(n, { n, step, at: report.at, isHalf: stage === 'half', wasHalf });
        }
        opening.confirmed = Math.max(opening.confirmed, opening.first + report.journaled);
        findWorker(opening, report);
        break;
      case 'flushed':
        opening.confirmed = Math.max(opening.confirmed, report.below);
        break;
      case 'dropped':
        // A page that is gone may still hear that its run was taken, by the one that has its last words; and what is
        // said again after a return is one thing.
        if (opening.fate !== 'alive' && report.reason === 'run-taken') break;
        if (!this.dropped.some(({ reason, detail }) => reason === report.reason && detail === report.detail))
          this.dropped.push(report);
    }
  }

  /**
   * The page of these openings goes away, or comes back.
   * @param lateMs how far behind its worker may have been.
   */
  leave(firsts: Iterable<number>, lateMs = 0): void {
    this.#each(firsts, (opening) => {
      if (opening.fate !== 'killed') opening.fate = 'left';
      opening.gone = { at: Date.now(), lateMs };
      interrupt(opening, Infinity);
    });
  }

  comeBack(firsts: Iterable<number>): void {
    this.#each(firsts, (opening) => {
      opening.fate = 'alive';
      const now = Date.now();
      const { at, lateMs } = opening.gone!;
      opening.workerless.push({ from: at - lateMs, until: now + REPLACED_MS });
      opening.returned = { at: now, journaled: null };
      for (const interruption of opening.interruptions) interruption.until = Math.min(interruption.until, now);
    });
  }

  /**
   * @param lateMs how far behind the worker may have been.
   * @param noticedMs how long it may take the page to notice.
   */
  interruptWorker(firsts: Iterable<number>, lateMs: number, noticedMs: number): void {
    const from = Date.now();
    this.#each(firsts, (opening) => {
      interrupt(opening, from + noticedMs);
      opening.workerless.push({ from: from - lateMs, until: from + noticedMs + REPLACED_MS });
    });
  }

  kill(firsts: Iterable<number>, at: number | null, lateness: number): void {
    this.#each(firsts, (opening) => {
      if (opening.fate === 'settled' || opening.fate === 'killed') return;
      opening.killedAt = opening.fate === 'alive' ? at : null;
      opening.fate = 'killed';
      opening.lateness = lateness;
      interrupt(opening, Infinity);
    });
  }

  #each(firsts: Iterable<number>, change: (opening: Opening) => void): void {
    for (const first of firsts) change(this.openings.get(first)!);
  }
}

/** A page that is back has a worker again when the journal takes more than it had. */
function findWorker(opening: Opening, { at, journaled }: Extract<Report, { type: 'rows' }>): void {
  const { returned } = opening;
  const time = opening.workerless.at(-1);
  // What was said before it went away is heard once more when it is back.
  if (!returned || !time || at <= returned.at) return;
  returned.journaled ??= journaled;
  if (journaled <= returned.journaled) return;
  time.until = Math.min(time.until, at);
  opening.returned = null;
}

function interrupt({ interruptions, confirmed }: Opening, until: number): void {
  interruptions.push({ confirmed, until });
}
