import { expect, it } from 'vitest';
import { readFiles } from '../../../src/engine/read-files';

it('reads what it can, and counts a file that has changed on disk', async () => {
  const gone = Object.assign(new Blob(['x']), {
    arrayBuffer: () => Promise.reject(new DOMException('has changed', 'NotReadableError')),
  });
  const dropped: string[] = [];
  const files = await readFiles(
    [
      { path: 'a', blob: new Blob(['A'], { type: 'text/plain' }) },
      { path: 'b', blob: gone },
    ],
    (reason, detail) => dropped.push(`${reason}: ${detail}`),
  );
  expect(files.map(({ path, type, bytes }) => [path, type, new TextDecoder().decode(bytes)])).toEqual([
    ['a', 'text/plain', 'A'],
  ]);
  expect(dropped).toEqual(['unreadable-file: the file b: has changed']);
});
