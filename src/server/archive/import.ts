import { type ImportAnswer, NO_LINES, STREAM_NAMES, type LineCounts, type StreamName } from '../../wire/index';
import { inheritedLines } from '../runs/fork';
import { Refusal } from '../trouble/refusal';
import type { Blobs } from '../files/blobs';
import { MAX_GAP } from '../ingest/line-limits';
import { hasEnded } from '../ingest/run-end';
import type { Runs } from '../runs/runs';
import type { Delivery, Line, ServerRun } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';
import { extentOf, type Extent } from './extent';
import { fault } from './fault';
import { entityOf, type ArchivedRun } from './header';
import type { ArchiveLimits } from './lines';
import { readArchive, type Archive, type ArchivePart } from './read';
import { baseOf, changesOf } from './record';
import { ImportedSummary } from './summary';

/** Where a run is imported to. */
export interface ImportTarget {
  store: StoreView;
  blobs: Blobs;
  runs: Runs;
  now: () => number;
}

/**
 * Adds to the store what an archive has and the store lacks: lines by their numbers, files by their names. It may be
 * done again, also when it was cut short. An archive that is not whole and right changes nothing: it is read once to
 * see that it is, and once more to import it.
 *
 * @param open begins to read the archive anew.
 * @throws SpoorError `bad-archive`, `bad-name`, `too-large`; Refusal when the store takes it not.
 */
export async function importArchive(
  target: ImportTarget,
  open: () => AsyncIterable<Uint8Array>,
  limits: ArchiveLimits,
): Promise<ImportAnswer> {
  const extent = await extentOf(await readArchive(open(), limits), target.blobs.maxBytes);
  const archive = await readArchive(open(), limits);
  try {
    return await new Import(target, archive, extent).carryOut();
  } finally {
    await archive.close();
  }
}

class Import {
  readonly #target: ImportTarget;
  readonly #archive: Archive;
  readonly #archived: ArchivedRun;
  readonly #extent: Extent;
  readonly #added = { lines: 0, files: 0, missing: 0 };
  /** It was written after the server had last heard of the run; what it says stands, where the two differ. */
  #isLater = false;
  #base!: LineCounts;
  #run!: ServerRun;
  #summary!: ImportedSummary;

  constructor(target: ImportTarget, archive: Archive, extent: Extent) {
    this.#target = target;
    this.#archive = archive;
    this.#archived = archive.header.run;
    this.#extent = extent;
  }

  async carryOut(): Promise<ImportAnswer> {
    await this.#begin();
    const { openRow, next, alerts } = this.#archived;
    for await (const part of this.#archive.parts) {
      if (part.kind === 'file') await this.#putFile(part);
      else await this.#putLines(part.stream, part.offset, part.lines);
    }
    if (openRow !== null && this.#extent.ends.history === next.history)
      await this.#putLines('history', next.history, [openRow]);
    for (const { title, text, level, at } of alerts) {
      await this.#target.runs.bringAlert(this.#run.id, { title, text, severity: level, createdAt: at });
    }
    await this.#end();
    const { entity, project, name } = this.#run;
    return { entity, project, run: name, ...this.#added };
  }

  /** Finds or makes the run, and decides who is right where the two differ. */
  async #begin(): Promise<void> {
    const { record, acknowledged } = this.#archived;
    const entity = entityOf(this.#archived);
    const found = await this.#target.store.runs.find(entity, record.project, record.id);
    const inherited = found ? [] : await inheritedLines(this.#target.store, entity, record.project, record.forkedFrom);
    const counts = found?.lineCounts ?? { ...NO_LINES, history: inherited.length };
    this.#base = baseOf(this.#archive.header, found, counts);
    for (const stream of STREAM_NAMES) {
      const begin = this.#base[stream] + acknowledged[stream];
      if (begin < 0 || begin > counts[stream] + MAX_GAP) {
        throw fault(
          `it begins with line ${begin} of "${stream}", and this server has ${counts[stream]}: import it where the lines before were delivered to.`,
        );
      }
      this.#added.missing += Math.max(0, begin - counts[stream]);
    }
    this.#isLater = !found || (await this.#brings(found));
    this.#run = found ? await this.#change(found) : await this.#create(entity, inherited);
    this.#summary = new ImportedSummary(this.#run.summary, this.#archived);
  }

  /** Whether the server has heard of less than the archive tells. */
  async #brings(found: ServerRun): Promise<boolean> {
    const { exitCode, openRow } = this.#archived;
    const ahead = (stream: StreamName) => this.#base[stream] + this.#extent.ends[stream] - found.lineCounts[stream];
    if (ahead('history') < 0) return false;
    if (STREAM_NAMES.some((stream) => ahead(stream) > 0) || openRow !== null) return true;
    if (exitCode !== null && !hasEnded(found)) return true;
    // The last row may have been open when the server was told of it.
    const { lastRow } = this.#extent;
    return lastRow !== null && (await this.#target.store.lines.last(found.id, 'history'))?.text !== lastRow;
  }

  async #change(found: ServerRun): Promise<ServerRun> {
    const changes = changesOf(this.#archive.header, this.#base, found, this.#isLater);
    const changed = await this.#target.runs.update(found.id, changes, { at: found.updatedAt });
    if (!changed) throw deletedMeanwhile();
    return changed;
  }

  async #create(entity: string, inherited: string[]): Promise<ServerRun> {
    const { runs, now } = this.#target;
    const { project, id: name, startTime } = this.#archived.record;
    const changes = changesOf(this.#archive.header, this.#base, null, true);
    const createdAt = Math.floor(Math.min(startTime, now()));
    return runs.create({ entity, project, name }, changes, inherited, { createdAt });
  }

  async #putLines(stream: StreamName, number: number, lines: string[]): Promise<void> {
    const offset = this.#base[stream] + number;
    const stored =
      offset < this.#run.lineCounts[stream] ? await this.#linesAt(stream, offset, lines.length) : new Set<number>();
    this.#added.lines += lines.length - stored.size;
    if (stream === 'history' && this.#isLater) for (const line of lines) this.#summary.add(line);
    // The server may have later words for a line, once the row is complete.
    const isWanted = (index: number) => this.#isLater || !stored.has(offset + index);
    for (let start = 0; start < lines.length;) {
      let end = start;
      while (end < lines.length && isWanted(end)) end++;
      const content = lines.slice(start, end);
      // With the rows goes what they lead to, so that an import that is cut short is not taken for a whole one.
      if (end > start)
        await this.#write({ streams: { [stream]: { offset: offset + start, content } }, summary: this.#summaryLine });
      start = end + 1;
    }
  }

  /** Which lines the store has of these. */
  async #linesAt(stream: StreamName, from: number, count: number): Promise<Set<number>> {
    const lines: Line[] = await this.#target.store.lines.range(this.#run.id, stream, from, count);
    return new Set(lines.map(({ number }) => number).filter((number) => number < from + count));
  }

  async #putFile(first: ArchivePart & { kind: 'file' }): Promise<void> {
    const { store, runs, now } = this.#target;
    const { path: name, type: mimetype } = first;
    const found = await store.files.find(this.#run.id, name);
    const parts = this.#partsOf(first);
    if (found && !this.#isLater) {
      for await (const _ of parts);
      return;
    }
    const written = await runs.putFile(this.#run.id, name, parts, ({ md5 }) => ({
      mimetype,
      updatedAt: found?.md5 === md5 ? found.updatedAt : now(),
    }));
    if (!written) throw deletedMeanwhile();
    if (found?.md5 !== written.md5) this.#added.files++;
  }

  async *#partsOf(first: ArchivePart & { kind: 'file' }): AsyncGenerator<Uint8Array> {
    yield first.bytes;
    for (let left = first.size - first.bytes.byteLength; left > 0;) {
      const { value } = await this.#archive.parts.next();
      if (value?.kind !== 'file') throw fault('it has changed while it was read.');
      yield value.bytes;
      left -= value.bytes.byteLength;
    }
  }

  /** The summary, and how the run has ended or when it was last heard of. */
  async #end(): Promise<void> {
    if (!this.#isLater) return;
    const { exitCode } = this.#archived;
    await this.#write({
      summary: this.#summaryLine,
      exitcode: exitCode,
      interruptedAt: exitCode === null ? this.#heardAt : null,
    });
  }

  /** Null where the server's own stands. */
  get #summaryLine(): string | null {
    return this.#isLater ? this.#summary.line : null;
  }

  /** When the run was last heard of, by whomever. */
  get #heardAt(): number {
    return Math.floor(Math.max(this.#run.heartbeatAt, Math.min(this.#archived.updatedAt, this.#target.now())));
  }

  async #write(delivery: Partial<Delivery>): Promise<void> {
    // A gap that is filled in the middle does not say that it lives.
    const interruptedAt = !this.#isLater && this.#run.state === 'interrupted' ? this.#run.heartbeatAt : null;
    const receivedAt = this.#isLater ? this.#heardAt : this.#run.heartbeatAt;
    const written = await this.#target.runs.write(this.#run.id, {
      streams: {},
      summary: null,
      exitcode: null,
      interruptedAt,
      receivedAt,
      ...delivery,
    });
    if (!written) throw deletedMeanwhile();
    this.#run = written.run;
  }
}

function deletedMeanwhile(): Refusal {
  return new Refusal(404, 'The run was deleted while it was imported; import it again.');
}
