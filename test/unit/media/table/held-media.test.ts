import { expect, it } from 'vitest';
import { Audio } from '../../../../src/media/audio/audio';
import { Histogram } from '../../../../src/media/histogram/histogram';
import { Html } from '../../../../src/media/html/html';
import { HeldMedia } from '../../../../src/media/table/held-media';
import { readback } from '../../../../src/values/index';
import { placeFor } from '../../values/place';
import * as tf from '@tensorflow/tfjs';

it('is taken when it is made, and its files are written once, with the place of the first log', async () => {
  const element = { outerHTML: '<p>one</p>' };
  const held = new HeldMedia(new Html(element as never));
  element.outerHTML = '<p>two</p>';
  expect(held.kind).toBe('html');
  const first = (await held.encode(placeFor('t', 3)))!;
  expect(JSON.parse(first.json)).toMatchObject({ _type: 'html-file', path: first.files[0]!.path });
  expect(first.files[0]!.path).toMatch(/^media\/html\/t_3_\w{20}\.html$/);
  expect(new TextDecoder().decode(first.files[0]!.bytes)).toBe('<p>one</p>');
  // The bytes are moved away with each log.
  structuredClone(first.files[0]!.bytes, { transfer: [first.files[0]!.bytes] });
  const again = (await held.encode(placeFor('other', 4)))!;
  expect(again.json).toBe(first.json);
  expect(again.files[0]!.bytes.byteLength).toBe(10);
});

it('of what is JSON by itself is that, also of a tensor that is disposed of meanwhile', async () => {
  expect(await new HeldMedia(new Histogram([1, 2])).encode(placeFor())).toMatchObject({
    json: expect.stringContaining('"_type":"histogram"') as string,
    files: [],
  });
  const tensor = tf.tensor1d([1, 2, 3]);
  const held = new HeldMedia(new Histogram(tensor));
  tensor.dispose();
  readback.hurry();
  expect((await held.encode(placeFor()))?.json).toContain('"_type":"histogram"');
});

it('that cannot be read is null, and counted where the table is logged', async () => {
  const held = new HeldMedia(new Audio(new Blob(['no sound'])));
  const place = placeFor('t');
  expect(await held.encode(place)).toBeNull();
  expect(place.dropped).toMatchObject([
    { reason: 'unreadable-media', key: 't', detail: expect.stringContaining('unreadable-audio: its bytes') as string },
  ]);
});

it('says what was to be said before the table was logged when it is', async () => {
  const held = new HeldMedia(new Histogram([NaN]));
  const place = placeFor('t');
  expect(await held.encode(place)).toBeNull();
  expect(place.dropped).toMatchObject([{ reason: 'unsupported-value', key: 't' }]);
});
