import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { parseRow, type LineValue, type Row, STREAM_NAMES, type StreamName } from '../../src/wire/index';

/** A history line as the server has it on disk. */
export interface StoredLine {
  number: number;
  text: string;
}

/** What a server has on disk of a run. */
export interface StoredRun {
  /** The server's own number of it. */
  rowId: number;
  lines: StoredLine[];
  events: StoredLine[];
  output: StoredLine[];
  /** Names of the files of which the server says that it has them. */
  files: string[];
  summary: Row;
  config: Row;
  state: string;
  exitcode: number | null;
}

/** A row as it was logged, with the step that it should have. Values that are not known may be left out. */
export interface LoggedRow {
  step: number;
  values: Record<string, unknown>;
}

export interface Comparison {
  /** Logged and not stored. */
  lost: LoggedRow[];
  /** Stored once more than it was logged. */
  doubled: StoredLine[];
  /** Stored under the step of a logged row, with other values. */
  altered: { logged: LoggedRow; stored: StoredLine }[];
  /** Stored, and never logged. */
  unknown: StoredLine[];
  /** Line numbers, from 0 to the last, that are missing. */
  gaps: number[];
  /** Files that stored rows name and the server lacks. */
  missingFiles: string[];
}

/**
 * Reads what a server has on disk of a run, past the server: from its database, whether it runs, has stopped or was
 * killed. A running server holds its database alone, so the files are copied.
 */
export function readStored(dataFolder: string, project: string, runId: string, entity = 'local'): StoredRun | null {
  const copy = mkdtempSync(join(tmpdir(), 'spoor-oracle-'));
  try {
    copyDatabase(dataFolder, copy);
    const database = new Database(join(copy, 'spoor.db'));
    try {
      const run = database
        .prepare(
          `SELECT runs.id, runs.summary, runs.config, runs.state, runs.exitcode FROM runs JOIN projects ON projects.id = runs.project_id
           WHERE projects.entity = ? AND projects.name = ? AND runs.name = ?`,
        )
        .get(entity, project, runId) as
        | { id: number; summary: string; config: string; state: string; exitcode: number | null }
        | undefined;
      if (!run) return null;
      const select = database.prepare(
        'SELECT number, lines FROM chunks WHERE run_id = ? AND stream = ? ORDER BY number',
      );
      const linesOf = (stream: StreamName) =>
        (select.all(run.id, STREAM_NAMES.indexOf(stream)) as StoredChunk[]).flatMap(linesIn);
      const files = database.prepare('SELECT name FROM files WHERE run_id = ?').all(run.id) as { name: string }[];
      return {
        rowId: run.id,
        lines: linesOf('history'),
        events: linesOf('events'),
        output: linesOf('output'),
        files: files.map(({ name }) => name),
        summary: parseRow(run.summary),
        config: parseRow(run.config),
        state: run.state,
        exitcode: run.exitcode,
      };
    } finally {
      database.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** As the server keeps lines: those that follow each other, from a number on, in a list. */
interface StoredChunk {
  number: number;
  lines: string;
}

function linesIn({ number, lines }: StoredChunk): StoredLine[] {
  return (JSON.parse(lines) as string[]).map((text, index) => ({ number: number + index, text }));
}

/** The history of a run, line by line, of which only some are in memory at a time. */
export function* storedRows(
  dataFolder: string,
  project: string,
  runId: string,
  entity = 'local',
): Generator<StoredLine> {
  const copy = mkdtempSync(join(tmpdir(), 'spoor-oracle-'));
  try {
    copyDatabase(dataFolder, copy);
    const database = new Database(join(copy, 'spoor.db'));
    try {
      const select = database.prepare(
        `SELECT number, lines FROM chunks WHERE stream = 0 AND number > ? AND run_id =
           (SELECT runs.id FROM runs JOIN projects ON projects.id = runs.project_id
            WHERE projects.entity = ? AND projects.name = ? AND runs.name = ?) ORDER BY number LIMIT 100`,
      );
      for (let last = -1; ;) {
        const chunks = select.all(last, entity, project, runId) as StoredChunk[];
        if (chunks.length === 0) return;
        for (const chunk of chunks) yield* linesIn(chunk);
        last = chunks.at(-1)!.number;
      }
    } finally {
      database.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** All that a data folder has of a run and that another must have too, its files by their digests. */
export function readWhole(data: string, project: string, run: string) {
  const stored = readStored(data, project, run);
  if (!stored) return null;
  const { rowId, files, ...rest } = stored;
  const digest = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
  const contents = files.map(
    (name) => [name, digest(readFileSync(join(data, 'files', String(rowId), digest(name))))] as const,
  );
  return { ...rest, files: Object.fromEntries(contents) };
}

/** Copies the database and its write-ahead log as they were at one moment: again, when the server wrote meanwhile. */
function copyDatabase(from: string, to: string): void {
  const files = ['spoor.db', 'spoor.db-wal'];
  const state = () =>
    files
      .map((name) => statSync(join(from, name), { throwIfNoEntry: false }))
      .map((file) => [file?.size, file?.mtimeMs]);
  for (let tries = 0; tries < 100; tries++) {
    const before = String(state());
    for (const name of files) {
      rmSync(join(to, name), { force: true });
      if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name));
    }
    if (String(state()) === before) return;
  }
  throw new Error('The server never stopped writing, so its database could not be copied whole.');
}

/**
 * Compares what was logged with what is stored, line by line. A stored row may have more keys than the logged one, in
 * objects too: Spoor adds `_runtime`, `_timestamp`, and to an image its size.
 */
export function compareRows(
  logged: readonly LoggedRow[],
  stored: readonly StoredLine[],
  files: readonly string[] = [],
): Comparison {
  const found: Comparison = { lost: [], doubled: [], altered: [], unknown: [], gaps: [], missingFiles: [] };
  const left = new Map<number, { line: StoredLine; row: Row }[]>();
  for (const line of stored) {
    const row = parseRow(line.text);
    const step = typeof row['_step'] === 'number' ? row['_step'] : -1;
    left.set(step, [...(left.get(step) ?? []), { line, row }]);
    found.missingFiles.push(...filesOf(row).filter((name) => !files.includes(name)));
  }

  const unmatched: LoggedRow[] = [];
  const matched = new Map<number, Row[]>();
  for (const want of logged) {
    const candidates = left.get(want.step) ?? [];
    const at = candidates.findIndex(({ row }) => holds(row, want.values));
    if (at < 0) {
      unmatched.push(want);
      continue;
    }
    matched.set(want.step, [...(matched.get(want.step) ?? []), ...candidates.splice(at, 1).map(({ row }) => row)]);
  }
  for (const want of unmatched) {
    const instead = left.get(want.step)?.shift();
    if (instead) found.altered.push({ logged: want, stored: instead.line });
    else found.lost.push(want);
  }
  for (const [step, rest] of left) {
    for (const { line } of rest) found[matched.has(step) ? 'doubled' : 'unknown'].push(line);
  }

  const numbers = new Set(stored.map(({ number }) => number));
  const last = Math.max(-1, ...numbers);
  for (let number = 0; number <= last; number++) if (!numbers.has(number)) found.gaps.push(number);
  return found;
}

/** Whether nothing is wrong. */
export function isExact(comparison: Comparison): boolean {
  return Object.values(comparison).every((list: unknown[]) => list.length === 0);
}

/** Whether a stored value is the logged one; in objects it may have more keys. */
export function holds(stored: LineValue | undefined, logged: unknown): boolean {
  if (typeof logged !== 'object' || logged === null) return Object.is(stored, logged);
  if (typeof stored !== 'object' || stored === null) return false;
  if (Array.isArray(logged) !== Array.isArray(stored)) return false;
  if (Array.isArray(logged) && logged.length !== (stored as LineValue[]).length) return false;
  return Object.entries(logged).every(([key, value]) => holds((stored as Row)[key], value));
}

function filesOf(value: LineValue): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(filesOf);
  if (value['_type'] === 'image-file') return [value['path'] as string];
  if (value['_type'] === 'images/separated') return value['filenames'] as string[];
  return Object.values(value).flatMap(filesOf);
}
