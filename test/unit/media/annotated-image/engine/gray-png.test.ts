import { crc32, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { grayPng } from '../../../../../src/media/annotated-image/engine/gray-png';

it('has its chunks, with their checksums, and the pixels', async () => {
  const blob = await grayPng(Uint8Array.of(0, 1, 2, 3, 254, 255), 3);
  const bytes = Buffer.from(await blob.arrayBuffer());
  expect([blob.type, bytes.subarray(0, 8).toString('latin1')]).toEqual(['image/png', '\x89PNG\r\n\x1a\n']);
  const chunks: [string, Buffer][] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.push([body.subarray(0, 4).toString(), body.subarray(4)]);
    at += length + 12;
  }
  expect(chunks.map(([name]) => name)).toEqual(['IHDR', 'IDAT', 'IEND']);
  expect([...chunks[0]![1]]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
  expect([...inflateSync(chunks[1]![1])]).toEqual([0, 0, 1, 2, 0, 3, 254, 255]);
});
