import { describe, expect, it } from 'vitest';
import { countAbove, precisionRecall, receiverOperating, thinCurve } from '../../../../src/media/plot/curve';
import fixture from './scikit-learn.json' with { type: 'json' };

/** JSON has no NaN; the quotients of the same counts are the same to the last digit. */
const numbers = (values: (number | null)[]) => values.map((value) => value ?? NaN);

describe(`as scikit-learn ${fixture.versions['scikit-learn']} has it`, () => {
  it.each(fixture.binary)('$name', ({ labels, scores, positive, precision, recall, fpr, tpr }) => {
    const counts = countAbove(
      (labels as unknown[]).map((label) => label === positive),
      scores,
    );
    expect(precisionRecall(counts)).toEqual({ x: numbers(recall), y: numbers(precision) });
    expect(receiverOperating(counts)).toEqual({ x: numbers(fpr), y: numbers(tpr) });
  });
});

describe('a curve of many points', () => {
  const curve = { x: Array.from({ length: 1001 }, (_, i) => i), y: Array.from({ length: 1001 }, (_, i) => -i) };

  it('is thinned evenly, with its ends', () => {
    const { x, y } = thinCurve(curve, 11);
    expect(x).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
    expect(y.at(-1)).toBe(-1000);
  });

  it('is left alone where they are not too many', () => expect(thinCurve(curve, 1001)).toEqual(curve));
});
