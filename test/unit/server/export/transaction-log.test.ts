import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transactionLog } from '../../../../src/server/export/transaction-log';

const BLOCK = 32_768;

async function write(records: Iterable<Uint8Array>): Promise<Buffer> {
  const parts = [];
  for await (const part of transactionLog(records)) parts.push(part);
  return Buffer.concat(parts);
}

/**
 * A reader of the format by its description (LevelDB's `log_format.md`, and what W&B makes of it), which knows nothing
 * of the writer.
 */
function read(file: Buffer): Buffer[] {
  expect(file.subarray(0, 7).toString('hex')).toBe('3a572642e1be00');
  const records: Buffer[] = [];
  let open: Buffer[] | null = null;
  for (let at = 7; at < file.length;) {
    const left = BLOCK - (at % BLOCK);
    if (left < 7) {
      expect(file.subarray(at, at + left).every((byte) => byte === 0)).toBe(true);
      at += left;
      continue;
    }
    const length = file.readUInt16LE(at + 4);
    const type = file[at + 6]!;
    expect(7 + length).toBeLessThanOrEqual(left);
    expect(file.readUInt32LE(at)).toBe(crc32(file.subarray(at + 6, at + 7 + length)));
    const data = file.subarray(at + 7, at + 7 + length);
    expect(data.length).toBe(length);
    expect(open === null).toBe(type === 1 || type === 2);
    open = [...(open ?? []), data];
    if (type === 1 || type === 4) {
      records.push(Buffer.concat(open));
      open = null;
    }
    at += 7 + length;
  }
  expect(open).toBeNull();
  return records;
}

/** Vitest compares bytes one by one, which takes long for so many. */
const areSame = (a: Buffer[], b: Buffer[]) =>
  a.length === b.length && a.every((record, index) => record.equals(b[index]!));
const filled = (length: number) => Buffer.alloc(length, `record of ${length} `);

describe('the container of a log', () => {
  it('gives back every record, however they lie across the blocks', async () => {
    const length = fc.oneof(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: BLOCK - 40, max: BLOCK + 40 }),
      fc.integer({ min: 2 * BLOCK - 40, max: 3 * BLOCK }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(length, { maxLength: 12 }), async (lengths) => {
        const records = lengths.map(filled);
        expect(areSame(read(await write(records)), records)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('has no trouble at the border of a block, wherever a record ends before it', async () => {
    for (let left = 0; left <= 20; left++) {
      // 7 bytes are the header of the file, 7 that of the chunk.
      const records = [filled(BLOCK - 14 - left), filled(5), filled(BLOCK)];
      expect(areSame(read(await write(records)), records)).toBe(true);
    }
  });

  it('has a header when there are no records', async () => {
    expect((await write([])).toString('hex')).toBe('3a572642e1be00');
  });

  it('hands on what it has while records still come', async () => {
    let made = 0;
    function* records() {
      while (made < 1000) {
        made++;
        yield filled(10_000);
      }
    }
    const log = transactionLog(records());
    expect((await log.next()).value!.length).toBeLessThan(100_000);
    expect(made).toBeLessThan(10);
    await log.return(undefined);
  });
});
