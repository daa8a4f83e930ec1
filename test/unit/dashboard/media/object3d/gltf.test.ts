import { expect, it } from 'vitest';
import { takeApart } from '../../../../../src/dashboard/media/object3d/gltf';

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer;
const gltf = (parts: object) => bytesOf(JSON.stringify({ asset: { version: '2.0' }, ...parts }));

it('has what lies in the file, and white for textures that lie elsewhere', () => {
  const file = gltf({
    buffers: [{ uri: `data:application/octet-stream;base64,${btoa('abc')}` }],
    images: [{ uri: 'https://elsewhere.invalid/a.png' }, { uri: 'data:image/png;base64,AA==' }, { bufferView: 0 }],
  });
  const { json, buffers, texturesLeft } = takeApart(file);
  expect(new TextDecoder().decode(buffers[0]!)).toBe('abc');
  expect(texturesLeft).toBe(1);
  expect(json).not.toContain('elsewhere');
  expect(json).toContain('data:image/png;base64,AA==');
});

it.each(['https://elsewhere.invalid/a.bin', '../a.bin', 'data:text/html,x', 'blob:x', 5])(
  'is not shown when its shape lies at %j',
  (uri) => expect(() => takeApart(gltf({ buffers: [{ uri }] }))).toThrow(/lies in another file/),
);

it('says what is not glTF', () => expect(() => takeApart(bytesOf('<html>'))).toThrow(/not glTF/));

it('takes the parts of a binary file', () => {
  const json = new TextEncoder().encode('{"buffers":[{}]}');
  const file = new Uint8Array(12 + 8 + json.length + 8 + 4);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x676c5446);
  view.setUint32(12, json.length, true);
  view.setUint32(16, 0x4e4f534a, true);
  file.set(json, 20);
  view.setUint32(20 + json.length, 4, true);
  view.setUint32(24 + json.length, 0x004e4942, true);
  file.set([1, 2, 3, 4], 28 + json.length);
  expect([...new Uint8Array(takeApart(file.buffer).buffers[0]!)]).toEqual([1, 2, 3, 4]);
});
