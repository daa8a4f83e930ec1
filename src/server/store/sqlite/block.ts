import { BLOCK_LINES } from '../port/column-store';

/**
 * What a column holds of 1,024 lines: which of them have the key, and for numbers their values. On disk only the lines
 * that have it take room: all values (Float64), then all places within the block (Uint16), in the byte order of every
 * machine that Node runs on.
 */
export class Block {
  readonly #present = new Uint8Array(BLOCK_LINES);
  readonly #values = new Float64Array(BLOCK_LINES);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  set(place: number, value: number): void {
    this.#count += 1 - this.#present[place]!;
    this.#present[place] = 1;
    this.#values[place] = value;
  }

  delete(place: number): void {
    this.#count -= this.#present[place]!;
    this.#present[place] = 0;
  }

  /** The smallest and the largest value; null where there is none but NaN. */
  bounds(): { low: number | null; high: number | null } {
    let low: number | null = null;
    let high: number | null = null;
    for (let place = 0; place < BLOCK_LINES; place++) {
      const value = this.#values[place]!;
      if (this.#present[place] === 0 || Number.isNaN(value)) continue;
      if (low === null || value < low) low = value;
      if (high === null || value > high) high = value;
    }
    return { low, high };
  }

  encode(numeric: boolean): Uint8Array {
    const values = new Float64Array(numeric ? this.#count : 0);
    const places = new Uint16Array(this.#count);
    let index = 0;
    for (let place = 0; place < BLOCK_LINES; place++) {
      if (this.#present[place] === 0) continue;
      if (numeric) values[index] = this.#values[place]!;
      places[index++] = place;
    }
    const data = new Uint8Array(values.byteLength + places.byteLength);
    data.set(new Uint8Array(values.buffer), 0);
    data.set(new Uint8Array(places.buffer), values.byteLength);
    return data;
  }

  static decode(data: BlobData, numeric: boolean): Block {
    const block = new Block();
    const { values, places } = readBlock(data, numeric);
    for (const [index, place] of places.entries()) block.set(place, numeric ? values[index]! : 0);
    return block;
  }
}

/** libsql hands blobs out as either. */
export type BlobData = ArrayBuffer | Uint8Array;

/** Reads a block without unfolding it. */
export function readBlock(data: BlobData, numeric: boolean): { values: Float64Array; places: Uint16Array } {
  const buffer = data instanceof ArrayBuffer ? data : data.slice().buffer;
  const count = buffer.byteLength / (numeric ? 10 : 2);
  return {
    values: new Float64Array(buffer, 0, numeric ? count : 0),
    places: new Uint16Array(buffer, numeric ? count * 8 : 0, count),
  };
}
