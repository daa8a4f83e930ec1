import { NO_LINES } from '../../../../../src/wire/index';
import type { Store } from '../../../../../src/server/store/port/store';
import { makeRun, saying } from './opened';

/** How many rows each delivery of `keepWriting` has. */
export const ROWS = 7;

/**
 * What a writing process does until it is killed: each delivery has some rows, console lines and a summary that tells
 * how many there are, and `acknowledge` is told of each that the store has taken.
 */
export async function keepWriting(store: Store, acknowledge: (count: number) => void): Promise<void> {
  const run = await makeRun(store, 'written');
  await store.open(run.id, 'client', NO_LINES);
  for (let count = 0; ; count++) {
    const offset = count * ROWS;
    const rows = Array.from({ length: ROWS }, (_, row) => JSON.stringify({ _step: offset + row, a: offset + row }));
    await store.write(
      run.id,
      saying({
        writer: { client: 'client' },
        streams: { history: { offset, content: rows }, output: { offset: count, content: [`printed ${count}`] } },
        summary: JSON.stringify({ deliveries: count + 1 }),
      }),
    );
    acknowledge(count + 1);
    // Whoever is to kill this process gets its turn.
    await new Promise(setImmediate);
  }
}
