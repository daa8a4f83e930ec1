import { expect, it } from 'vitest';
import { codecFor } from '../../../../../src/media/video/engine/codec-writer';

it('finds no codec where there is no WebCodecs, as in Node', async () => {
  expect(await codecFor('webm', { width: 64, height: 48 })).toBeNull();
  expect(await codecFor('mp4', { width: 64, height: 48 })).toBeNull();
});
