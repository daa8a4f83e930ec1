import { expect, it } from 'vitest';
import { encodeHistogram } from '../../../../../src/media/histogram/engine/encode';

const part = (pieces: number[][]) => ({
  kind: 'histogram',
  key: 'k',
  step: 0,
  many: false,
  items: [{ pieces, bins: 2 }],
});

it('counts the pieces together, and says what has no bin', async () => {
  const told: unknown[] = [];
  const { json, files } = await encodeHistogram(
    part([
      [0, NaN],
      [1, 2],
    ]),
    (error) => told.push(error),
  );
  expect(json).toBe('{"_type":"histogram","values":[1,2],"bins":[0,1,2],"leftOut":{"nan":1}}');
  expect(files).toEqual([]);
  expect(told).toMatchObject([{ code: 'clipped-media' }]);
});

it('rejects when there is nothing to count', async () => {
  await expect(encodeHistogram(part([[NaN]]), () => undefined)).rejects.toMatchObject({ code: 'unsupported-value' });
});
