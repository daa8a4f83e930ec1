import { expect, it } from 'vitest';
import { finishBatch } from '../../../src/engine/finish-batch';

it('reads the files and finishes the lines of a batch; what else it says stays as it is', async () => {
  const dropped: string[] = [];
  const gone = Object.assign(new Blob(['x']), {
    arrayBuffer: () => Promise.reject(new DOMException('has changed', 'NotReadableError')),
  });
  const state = { sequence: 7, step: 3, openRow: '{"a":1}', record: { name: 'n' }, pinned: { best: 1 } };
  const entry = await finishBatch(
    {
      ...state,
      streams: { history: { offset: 1, lines: ['{}', ['{"b":', '2}']] }, output: { offset: 0, lines: ['said'] } },
      files: [
        { path: 'kept', blob: new Blob(['k'], { type: 'text/plain' }) },
        { path: 'gone', blob: gone },
      ],
    },
    (reason, detail) => void dropped.push(`${reason}: ${detail}`),
  );
  expect(entry).toMatchObject({
    ...state,
    streams: { history: { offset: 1, lines: ['{}', '{"b":2}'] }, output: { offset: 0, lines: ['said'] } },
    files: [],
  });
  expect(entry.saved?.map(({ path, type }) => [path, type])).toEqual([['kept', 'text/plain']]);
  expect(dropped).toEqual(['unreadable-file: the file gone: has changed']);
});
