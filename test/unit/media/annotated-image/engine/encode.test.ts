import { afterEach, expect, it, vi } from 'vitest';
import { encodeAnnotated } from '../../../../../src/media/annotated-image/engine/encode';

afterEach(() => void vi.unstubAllGlobals());

it('adds what lies over each image, alone or in a list', async () => {
  // Node decodes no pictures; all that is asked of the platform is their size.
  vi.stubGlobal('createImageBitmap', async () => ({ width: 2, height: 1, close: () => undefined }));
  const source = new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47)]);
  const item = { source, caption: undefined, format: 'png' as const, quality: undefined };
  const over = { ...item, boxes: { p: '{}' }, masks: { m: { ids: Uint8Array.of(1, 2), width: 2 } } };
  const part = { kind: 'image', key: 'k', step: 0, many: false, items: [over] };
  const fail = vi.fn();
  const one = await encodeAnnotated(part, fail);
  expect(JSON.parse(one!.json)).toMatchObject({
    _type: 'image-file',
    boxes: { p: { _type: 'boxes2D' } },
    masks: { m: { _type: 'mask' } },
  });
  expect(one!.files).toHaveLength(3);
  const list = await encodeAnnotated({ ...part, many: true, items: [item, over] }, fail);
  expect(JSON.parse(list!.json)).toMatchObject({
    count: 2,
    all_boxes: [null, { p: {} }],
    all_masks: [null, { m: {} }],
  });
  expect(fail).not.toHaveBeenCalled();
});
