import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { mediaFile } from '../../../../src/media/engine/media-file';

it('is named by its kind, key, step and content, as W&B names them', async () => {
  const part = { kind: 'note', key: '../a b/c', step: 7, many: false, items: [] };
  const { file, sha256 } = await mediaFile(part, 'notes', 'txt', new Blob(['text'], { type: 'text/plain' }));
  expect(sha256).toBe(createHash('sha256').update('text').digest('hex'));
  expect(file.path).toBe(`media/notes/_/a b/c_7_${sha256!.slice(0, 20)}.txt`);
  expect(file.type).toBe('text/plain');
  expect(Buffer.from(file.bytes).toString()).toBe('text');
});
