import { beforeEach, describe, expect, it } from 'vitest';
import { Journal, type NumberedLines } from '../../../../src/journal/index';
import type { JournaledRun } from '../../../../src/journal/journaled-run';
import { openMemory } from '../../../../src/journal/memory';
import { Packer } from '../../../../src/outbox/deliverables/packer';
import { NO_LINES, type StreamName } from '../../../../src/wire/index';
import { entryOf, linesFrom, recordOf } from '../../journal/entries';

/** The real journal; it notes where it was read from. */
class WatchedJournal extends Journal {
  readonly reads: number[] = [];

  override read(key: string, stream: StreamName, from: number, chunks: number): Promise<NumberedLines> {
    this.reads.push(from);
    return super.read(key, stream, from, chunks);
  }
}

describe('Packer', () => {
  let journal: WatchedJournal;
  let packer: Packer;
  let run: JournaledRun;

  beforeEach(async () => {
    journal = new WatchedJournal(openMemory());
    packer = new Packer(journal);
    const { key } = await journal.claim(recordOf(), 'w', { ...NO_LINES });
    run = await journal.append(key, 'w', entryOf(0, linesFrom(0, 10)));
  });

  const contentOf = async (mostLines: number) => (await packer.pack(run, mostLines))?.streams.history;

  /** Packs, prepares the next and notes that this one has arrived, as the delivery does. */
  async function send(mostLines: number): Promise<void> {
    const parcel = (await packer.pack(run, mostLines))!;
    packer.prepareAfter(parcel, run, mostLines);
    run = await journal.acknowledge(run, parcel, (stored) => (stored.summary = parcel.summary));
  }

  it('packs nothing in the place of lines that another page has delivered meanwhile', async () => {
    await journal.acknowledge(run, { acknowledged: { ...NO_LINES, history: 10 }, bytes: 0 }, () => undefined);
    await journal.append(run.key, 'w', entryOf(10, linesFrom(10, 1)));
    await expect(packer.pack(run, Infinity)).rejects.toMatchObject({ code: 'busy' });
  });

  it('has the next parcel ready, read once', async () => {
    await send(4);
    expect(journal.reads).toEqual([0, 4]);
    expect(await contentOf(4)).toEqual({ offset: 4, lines: linesFrom(4, 4) });
    expect(journal.reads).toEqual([0, 4]);
  });

  it('does not keep one that is not full: lines that came meanwhile travel with it', async () => {
    await send(6);
    run = await journal.append(run.key, 'w', entryOf(10, linesFrom(10, 1)));
    expect(await contentOf(6)).toEqual({ offset: 6, lines: linesFrom(6, 5) });
  });

  it('packs anew when anything that a parcel depends on has changed', async () => {
    await send(4);
    run = await journal.update(run.key, (stored) => (stored.base = { ...NO_LINES, history: 100 }));
    expect(await contentOf(4)).toEqual({ offset: 104, lines: linesFrom(4, 4) });
    expect(journal.reads).toEqual([0, 4, 4]);
  });

  it('packs anew when the parcel before it has not arrived', async () => {
    const parcel = (await packer.pack(run, 4))!;
    packer.prepareAfter(parcel, run, 4);
    expect(await contentOf(2)).toEqual({ offset: 0, lines: linesFrom(0, 2) });
  });
});
