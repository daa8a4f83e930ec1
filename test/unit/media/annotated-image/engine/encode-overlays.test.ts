import { expect, it } from 'vitest';
import { encodeBoxes, encodeMasks, overlaysOf } from '../../../../../src/media/annotated-image/engine/encode-overlays';

const part = { kind: 'image', key: 'a/b', step: 3, many: false, items: [] };
const mask = (length: number, width: number) => ({ ids: new Uint8Array(length), width });

it('makes a file of each, by name', async () => {
  const boxes = await encodeBoxes(part, { p: '{"box_data":[]}' });
  expect(boxes).toMatchObject({ json: { p: { _type: 'boxes2D', size: 15 } }, files: [{ type: 'application/json' }] });
  expect(boxes!.json['p']!.path).toMatch(/^media\/metadata\/boxes2D\/a\/b_3_[0-9a-f]{20}\.boxes2D\.json$/);
  expect(await encodeBoxes(part, {})).toBeUndefined();
  expect(await encodeBoxes(part, undefined)).toBeUndefined();
});

it.each<[what: string, mask: object, width: number, height: number, sentence: string | null]>([
  ['of the size of the image', mask(6, 3), 3, 2, null],
  ['that is as wide as the image', mask(6, 0), 3, 2, null],
  ['over an SVG, whose size is not known', mask(6, 3), 0, 0, null],
  ['that lies across', mask(6, 2), 3, 2, 'the mask "m" must have 3 × 2 pixels, not 2 × 3'],
  ['with a row too few', mask(3, 0), 3, 2, 'the mask "m" must have 3 × 2 pixels, not 3 in all'],
])('a mask %s', async (_what, given, width, height, sentence) => {
  const failed: unknown[] = [];
  const encoded = await encodeMasks(part, { m: given as never }, width, height, (error) => failed.push(error));
  expect(failed.map((error) => (error as Error).message)).toEqual(sentence ? [sentence] : []);
  expect(encoded?.json['m']?._type).toBe(sentence ? undefined : 'mask');
});

it('lists say null for an image without', () => {
  expect(overlaysOf([undefined, {}])).toEqual([null, {}]);
  expect(overlaysOf([undefined])).toBeUndefined();
});
