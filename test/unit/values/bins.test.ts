import { expect, it } from 'vitest';
import { encodeBins } from '../../../src/values/bins';
import { isPending, type Pending } from '../../../src/values/fragment';
import { placeFor } from './place';

const large = Float32Array.from({ length: 70_000 }, (_, i) => i);

it('writes a small array at once, and a large one where nothing is waited for', () => {
  expect(encodeBins([1, 2, 3], 1, placeFor())).toBe('{"_type":"histogram","values":[3],"bins":[1,3]}');
  expect(encodeBins(large, 1, { ...placeFor(), isAtOnce: true })).toBe(
    '{"_type":"histogram","values":[70000],"bins":[0,69999]}',
  );
});

it('hands copies of a large array over, and can still count by itself', async () => {
  const fragment = encodeBins(large, 1, placeFor('w', 3)) as Pending;
  expect(isPending(fragment)).toBe(true);
  const [part] = (await fragment.settled) as unknown as [{ items: { pieces: Float32Array[] }[] }];
  expect(part).toMatchObject({ kind: 'histogram', key: 'w', step: 3 });
  expect(part.items[0]!.pieces.every((piece) => piece.buffer !== large.buffer)).toBe(true);
  expect(part.items[0]!.pieces.flatMap((piece) => [...piece])).toEqual([...large]);
  expect(fragment.now()).toBe('{"_type":"histogram","values":[70000],"bins":[0,69999]}');
});

it('has nothing to say of values that have no bin', () => {
  expect((encodeBins(new Float32Array(70_000).fill(NaN), 1, placeFor()) as Pending).now()).toBeNull();
});
