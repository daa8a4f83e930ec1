import { crc32 } from 'node:zlib';

/** `:W&B`, then 0xBEE1 (little-endian) and the version, 0 (wandb-core, `transactionlog`). */
const FILE_HEADER = Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0]);

/** LevelDB's log format: chunks do not cross the borders of blocks, which are counted from the start of the file. */
const BLOCK_BYTES = 32_768;
const CHUNK_HEADER_BYTES = 7;
const FULL = 1;
const FIRST = 2;
const MIDDLE = 3;
const LAST = 4;

/** So much is handed on at once: many records are shorter than a hundred bytes. */
const BATCH_BYTES = 64 * 1024;

/**
 * The container of W&B's `.wandb` files: the records, each cut into chunks with checksums, in blocks of 32 KiB. The
 * checksum is the plain CRC-32 of type and data, not LevelDB's.
 */
export async function* transactionLog(
  records: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let batch: Uint8Array[] = [FILE_HEADER];
  let batched = FILE_HEADER.length;
  let written = batched;
  for await (const record of records) {
    for (const piece of chunksOf(record, BLOCK_BYTES - (written % BLOCK_BYTES))) {
      batch.push(piece);
      batched += piece.length;
      written += piece.length;
    }
    if (batched < BATCH_BYTES) continue;
    yield Buffer.concat(batch);
    batch = [];
    batched = 0;
  }
  if (batched > 0) yield Buffer.concat(batch);
}

/** One record as it goes into a file whose current block has `room` bytes left. */
function* chunksOf(record: Uint8Array, room: number): Generator<Uint8Array> {
  if (room < CHUNK_HEADER_BYTES) {
    yield Buffer.alloc(room);
    room = BLOCK_BYTES;
  }
  for (let start = 0, first = true, last = false; !last; first = false, room = BLOCK_BYTES) {
    const data = record.subarray(start, start + room - CHUNK_HEADER_BYTES);
    start += data.length;
    last = start === record.length;
    const type = first ? (last ? FULL : FIRST) : last ? LAST : MIDDLE;
    const header = Buffer.alloc(CHUNK_HEADER_BYTES);
    header.writeUInt32LE(crc32(data, crc32(Buffer.of(type))), 0);
    header.writeUInt16LE(data.length, 4);
    header[6] = type;
    yield header;
    yield data;
  }
}
