import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Journal } from '../../../src/journal/index';
import { openMemory } from '../../../src/journal/memory';
import { ARCHIVE_LIMITS } from '../../../src/server/archive/lines';
import { readArchive, type ArchivePart } from '../../../src/server/archive/read';
import { formatLine, parseRow, runKey, SpoorError, STREAM_NAMES, type StreamName } from '../../../src/wire/index';
import { archiveRun } from '../../../src/engine/archive';
import { entryOf, linesFrom, recordOf } from '../journal/entries';

const RECORD = recordOf({
  id: 'r1',
  project: 'p',
  name: 'a name',
  config: { lr: NaN, nested: { a: [1] } },
  tags: ['t'],
});
const KEY = runKey(RECORD);

async function openRun(base: Parameters<Journal['claim']>[2] = { history: 0, events: 0, output: 0 }): Promise<Journal> {
  const journal = new Journal(openMemory());
  await journal.claim(RECORD, 'w', base);
  return journal;
}

async function read(archive: Blob) {
  const { header, parts } = await readArchive(archive.stream() as unknown as AsyncIterable<Uint8Array>, ARCHIVE_LIMITS);
  const all: ArchivePart[] = [];
  for await (const part of parts) all.push(part);
  const lines: Record<StreamName, [number, string][]> = { history: [], events: [], output: [] };
  const files = new Map<string, Buffer>();
  for (const part of all) {
    if (part.kind === 'file')
      files.set(part.path, Buffer.concat([files.get(part.path) ?? Buffer.alloc(0), part.bytes]));
    else part.lines.forEach((line, index) => lines[part.stream].push([part.offset + index, line]));
  }
  return { header, lines, files, parts: all };
}

const numbered = (lines: string[], from = 0) => lines.map((line, index) => [from + index, line]);

const row = fc.dictionary(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.oneof(fc.double(), fc.string({ unit: 'binary' }), fc.constant(null), fc.array(fc.integer())),
);
const consoleLine = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\n\r]/g, ' '));

describe('archiveRun and readArchive', () => {
  it('give every line word for word, with its number, and every byte of every file', async () => {
    const pieces = fc.array(
      fc.record({
        history: fc.array(row.map(formatLine), { maxLength: 5 }),
        output: fc.array(consoleLine, { maxLength: 3 }),
        events: fc.array(row.map(formatLine), { maxLength: 2 }),
      }),
      { maxLength: 6 },
    );
    const contents = fc.array(fc.uint8Array({ maxLength: 100_000, size: 'max' }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(pieces, contents, async (batches, bytes) => {
        const journal = await openRun();
        const logged: Record<StreamName, string[]> = { history: [], events: [], output: [] };
        const files = bytes.map((part, index) => ({
          path: `media/ü ${index}.bin`,
          type: 'x/y',
          bytes: new Uint8Array(part).buffer,
        }));
        for (const [index, batch] of batches.entries()) {
          const streams = Object.fromEntries(
            STREAM_NAMES.filter((stream) => batch[stream].length > 0).map((stream) => [
              stream,
              { offset: logged[stream].length, lines: batch[stream] },
            ]),
          );
          await journal.append(KEY, 'w', {
            streams,
            sequence: index + 1,
            files: index === 0 ? files : [],
            step: 1,
            openRow: null,
          });
          for (const stream of STREAM_NAMES) logged[stream].push(...batch[stream]);
        }
        const archive = await read(await archiveRun(journal, KEY, '1.2.3'));
        for (const stream of STREAM_NAMES) expect(archive.lines[stream]).toEqual(numbered(logged[stream]));
        const kept = batches.length > 0 ? files : [];
        expect([...archive.files.keys()]).toEqual(kept.map(({ path }) => path));
        for (const { path, bytes: want } of kept)
          expect(archive.files.get(path)!.equals(new Uint8Array(want))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('has in its first line what describes the run, bare NaN included', async () => {
    const journal = await openRun();
    await journal.append(KEY, 'w', {
      ...entryOf(0, linesFrom(0, 3)),
      openRow: '{"half":1,"_step":3}',
      pinned: { best: Infinity },
      alerts: [{ title: 'a', text: 'b', level: 'WARN', waitDuration: 0, at: 5 }],
    });
    await journal.update(KEY, (run) => (run.exitCode = 3));
    const archive = await archiveRun(journal, KEY, '1.2.3');
    const { header } = await read(archive);
    // The server has no use for the address that the run was to go to.
    const { baseUrl: _, ...record } = RECORD;
    expect(header).toMatchObject({
      version: '1.2.3',
      run: { record, openRow: '{"half":1,"_step":3}', exitCode: 3 },
    });
    expect(header.run).toMatchObject({
      pinned: { best: Infinity },
      next: { history: 3 },
      alerts: [{ title: 'a' }],
      identity: null,
    });
    const [first] = gunzipSync(await archive.arrayBuffer())
      .toString()
      .split('\n');
    expect(parseRow(first!)).toMatchObject({ run: { record: { config: { lr: NaN } } } });
  });

  it('begin where the server has the lines before, also when that comes in the middle', async () => {
    const journal = await openRun();
    for (let from = 0; from < 50; from += 10) await journal.append(KEY, 'w', entryOf(from, linesFrom(from, 10)));
    const deliver = async (upTo: number) => {
      const run = (await journal.load(KEY))!;
      await journal.acknowledge(
        run,
        { acknowledged: { ...run.acknowledged, history: upTo }, bytes: 0 },
        () => undefined,
      );
    };
    await deliver(20);
    expect((await read(await archiveRun(journal, KEY, '1'))).lines.history).toEqual(numbered(linesFrom(20, 30), 20));

    // The outbox is faster than the archive: after the first record, the next one is delivered and gone.
    const page = journal.read.bind(journal);
    journal.read = async (...of) => {
      const lines = await page(...of);
      if (lines.offset === 20) await deliver(40);
      return lines;
    };
    const { header, lines } = await read(await archiveRun(journal, KEY, '1'));
    expect(header.run).toMatchObject({ acknowledged: { history: 20 }, next: { history: 50 } });
    expect(lines.history).toEqual([...numbered(linesFrom(20, 10), 20), ...numbered(linesFrom(40, 10), 40)]);
  });

  it('keep a record of the journal that is longer than a line of the file may be', async () => {
    const journal = await openRun();
    const long = Array.from({ length: 5 }, (_, index) => formatLine({ text: `${index}`.repeat(2_000_000) }));
    await journal.append(KEY, 'w', entryOf(0, long));
    const { parts, lines } = await read(await archiveRun(journal, KEY, '1'));
    expect(parts).toHaveLength(5);
    expect(lines.history).toEqual(numbered(long));
  });

  it('give a run a name of its own when nobody knows yet where its lines belong, once', async () => {
    const journal = await openRun(null);
    await journal.append(KEY, 'w', entryOf(0, linesFrom(0, 3)));
    const { header } = await read(await archiveRun(journal, KEY, '1'));
    expect(header.run).toMatchObject({ base: null, origin: expect.stringMatching(/^[a-z0-9]{16}$/) });
    expect((await read(await archiveRun(journal, KEY, '1'))).header.run.origin).toBe(header.run.origin);
  });

  it('fail with what the journal failed with, though the browser says of a broken stream only that it failed to fetch', async () => {
    const journal = await openRun();
    vi.spyOn(journal, 'filePaths').mockRejectedValue(new SpoorError('storage-failed', 'the disk is broken'));
    vi.spyOn(Response.prototype, 'blob').mockImplementation(async function (this: Response) {
      return this.arrayBuffer()
        .then((bytes) => new Blob([bytes]))
        .catch(() => Promise.reject(new TypeError('Failed to fetch')));
    });
    await expect(archiveRun(journal, KEY, '1')).rejects.toThrow('the disk is broken');
    await expect(archiveRun(journal, 'another', '1')).rejects.toMatchObject({ code: 'no-run' });
    vi.restoreAllMocks();
  });

  it('say that the journal does not hold a run', async () => {
    await expect(archiveRun(new Journal(openMemory()), KEY, '1')).rejects.toMatchObject({ code: 'no-run' });
  });
});
