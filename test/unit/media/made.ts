import { expect } from 'vitest';
import { readback, encode } from '../../../src/values/index';
import { placeFor, settled } from '../values/place';

/** The JSON and the files that a value of `spoor/media` becomes, in the page: Node has no workers of the web. */
export async function made(value: unknown, place = placeFor()) {
  const fragment = encode(value, place);
  readback.hurry();
  const draft = (await settled(fragment)) as unknown as [{ kind: string; items: [Encoded] }] | null;
  if (!draft) return { json: null, files: [], dropped: place.dropped };
  expect(draft[0].kind).toBe('encoded');
  const [{ json, files }] = draft[0].items;
  return { json: JSON.parse(json) as Record<string, unknown>, files, dropped: place.dropped };
}

interface Encoded {
  json: string;
  files: { path: string; type: string; bytes: ArrayBuffer }[];
}
