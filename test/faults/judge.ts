import { foldRow, parseRow, type Row } from '../../src/wire/index';
import { holds, type StoredLine, type StoredRun } from '../support/oracle';
import { HOPS } from './lateness';
import { SPAN, type Ledger, type LedgerRow, type Opening } from './ledger';
import { halfOf, hasPicture, valuesOf } from './trainee';

/** So much of what was logged before a kill may be lost, in milliseconds, where the machine keeps its time. */
export const WINDOW_MS = 50;

/**
 * A page that has just opened its run shares its cores with the browser's start, its own compilation and the first
 * delivery. On a quiet machine of two cores it took up to 110 ms until a row of its first 300 ms was in the journal
 * (140 openings; the median of the worst is 52 ms, and 26 ms a second later).
 */
const OPENING_MS = 300;
const OPENING_WINDOW_MS = 120;

/** What a kill took. */
export interface Toll {
  rows: number;
  /** From the first row lost to the last logged before the kill. */
  ms: number;
  /** The page had just lost its worker, and could not write. */
  isWorkerless: boolean;
  /** How late the machine's timers were. */
  lateness: number;
}

export interface Verdict {
  logged: number;
  lost: number;
  doubled: number;
  altered: number;
  /** For each opening that was killed. */
  tolls: Toll[];
  /** Pictures that went with a page or a worker, before they were in the journal. */
  picturesLost: number;
  /** The files that the stored rows name, with the hash that each must have. */
  files: { path: string; sha256: string }[];
  /** Whether rows are missing that must come. */
  isWaiting: boolean;
  /** A sentence for each thing that may not be. */
  violations: string[];
}

/** Compares what the pages of a round logged to one run with what the server has of it. */
export function judge(
  ledger: Ledger,
  run: string,
  stored: StoredRun | null,
  { pictures }: { pictures: boolean },
): Verdict {
  const verdict: Verdict = {
    logged: 0,
    lost: 0,
    doubled: 0,
    altered: 0,
    tolls: [],
    picturesLost: 0,
    files: [],
    isWaiting: false,
    violations: [],
  };
  const lines = stored?.lines ?? [];
  const say = (sentence: string) => verdict.violations.push(`${run}: ${sentence}`);
  const found = sortOut(ledger, run, lines, verdict, say);
  lines.forEach(({ number }, i) => {
    if (number !== i && lines[i - 1]?.number !== number - 1) say(`a gap in the lines before ${number}`);
  });

  for (const opening of ledger.of(run)) {
    verdict.logged += opening.rows.size;
    const missing: LedgerRow[] = [];
    for (const row of opening.rows.values()) {
      const line = found.get(row.n);
      if (row.n >= opening.refusedFrom) {
        if (line) say(`row ${row.n} is stored, of a page that had lost the run`);
      } else if (!line) missing.push(row);
      else if (!isIntact(opening, row, line, pictures, verdict)) {
        // Only half of it was in the journal when its page was killed.
        if (
          row.wasHalf &&
          !row.isHalf &&
          opening.fate === 'killed' &&
          row.n >= opening.confirmed &&
          holds(line, halfOf(row.n))
        )
          missing.push(row);
        else {
          verdict.altered++;
          say(`row ${row.n} (step ${row.step}) was altered: ${JSON.stringify(line).slice(0, 300)}`);
        }
      }
    }
    if (missing.length > 0) account(opening, missing, found, verdict, say);
  }
  return verdict;
}

/** The summary must be what the stored rows come to, and the end what the page said. */
export function judgeEnd(run: string, stored: StoredRun, exitCode: number): string[] {
  const violations: string[] = [];
  if (stored.exitcode !== exitCode || stored.state !== (exitCode === 0 ? 'finished' : 'failed'))
    violations.push(`${run}: it ended as ${stored.state} with exit code ${stored.exitcode}, not ${exitCode}`);
  const folded = stored.lines.reduce<Row>((summary, { text }) => foldRow(summary, parseRow(text)), {});
  const differs = Object.keys({ ...folded, ...stored.summary }).filter(
    (key) => key !== '_wandb' && !holds(stored.summary[key], folded[key]),
  );
  if (differs.length > 0) violations.push(`${run}: the summary is not what the rows come to in ${differs.join(', ')}`);
  return violations;
}

/** The stored row of each number; what nobody can have logged, or what is there twice, is said. */
function sortOut(
  ledger: Ledger,
  run: string,
  lines: StoredLine[],
  verdict: Verdict,
  say: (sentence: string) => void,
): Map<number, Row> {
  const found = new Map<number, Row>();
  let last = -1;
  for (const { number, text } of lines) {
    const row = parseRow(text);
    const n = typeof row['n'] === 'number' ? row['n'] : -1;
    const opening = ledger.openings.get(Math.floor(n / SPAN) * SPAN);
    if (opening?.run !== run) say(`line ${number} was never logged to this run: ${text.slice(0, 200)}`);
    else if (found.has(n)) {
      verdict.doubled++;
      say(`row ${n} is stored twice, the second time as line ${number}`);
    } else if (n < last) say(`row ${n} comes after row ${last}`);
    // A page may be gone before it could say what it had just logged.
    else if (
      !opening.rows.has(n) &&
      !(opening.fate !== 'alive' && isLikelyOf(row, n) && (found.has(n - 1) || n === opening.first))
    )
      say(`line ${number} was not logged by the page: ${text.slice(0, 200)}`);
    found.set(n, row);
    last = Math.max(last, n);
  }
  return found;
}

function isLikelyOf(row: Row, n: number): boolean {
  return holds(row, valuesOf(n)) || holds(row, halfOf(n));
}

function isIntact(
  { interruptions }: Opening,
  row: LedgerRow,
  stored: Row,
  pictures: boolean,
  verdict: Verdict,
): boolean {
  const { picture } = stored;
  if (pictures && !row.wasHalf && hasPicture(row.n)) {
    if (typeof picture === 'object' && picture !== null && 'path' in picture) {
      verdict.files.push({ path: picture['path'] as string, sha256: picture['sha256'] as string });
    } else if (
      (picture ?? null) === null &&
      interruptions.some(({ confirmed, until }) => row.n >= confirmed && row.at <= until)
    )
      verdict.picturesLost++;
    else return false;
  }
  return (
    stored['_step'] === row.step &&
    holds(stored, { ...(row.wasHalf && halfOf(row.n)), ...(!row.isHalf && valuesOf(row.n)) })
  );
}

/** Rows are missing: those that a kill may take are its toll, all others are lost. */
function account(
  opening: Opening,
  missing: LedgerRow[],
  found: Map<number, Row>,
  verdict: Verdict,
  say: (sentence: string) => void,
): void {
  verdict.lost += missing.length;
  const waitingBefore = verdict.isWaiting;
  verdict.isWaiting = true;
  const rows = [...opening.rows.values()].sort((a, b) => a.n - b.n);
  const [first] = missing.toSorted((a, b) => a.n - b.n) as [LedgerRow];
  const what = `${missing.length} of the ${rows.length} rows that page ${opening.first / SPAN} logged are lost, from ${first.n} on`;
  if (opening.fate !== 'killed')
    return say(`${what}, and the page was not killed (${opening.fate}, confirmed below ${opening.confirmed})`);
  if (first.n < opening.confirmed)
    return say(`${what}, and it was told that all below ${opening.confirmed} are in the journal`);
  const after = rows.find(({ n }) => n > first.n && found.has(n) && !missing.some((row) => row.n === n));
  if (after) return say(`${what}, and row ${after.n} after them is stored`);
  const until = Math.max(opening.killedAt ?? 0, rows.at(-1)!.at);
  const workerless = opening.workerless.filter((time) => first.at > time.from - WINDOW_MS && first.at < time.until);
  // From when on a worker could have written it.
  const since = Math.max(first.at, ...workerless.map((time) => time.until));
  const isWorkerless = workerless.length > 0;
  const toll = { rows: missing.length, ms: until - first.at, isWorkerless, lateness: opening.lateness };
  verdict.tolls.push(toll);
  verdict.isWaiting = waitingBefore;
  const isOpening = first.at < rows[0]!.at + OPENING_MS;
  if (until - since > (isOpening ? OPENING_WINDOW_MS : WINDOW_MS) + HOPS * opening.lateness)
    say(
      `${what}, logged over ${toll.ms.toFixed(0)} ms before the kill (timers were late by ${opening.lateness.toFixed(0)} ms)`,
    );
}
