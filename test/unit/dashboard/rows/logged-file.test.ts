import { expect, it } from 'vitest';
import { listIn, readFiles, textIn } from '../../../../src/dashboard/rows/logged-file';

it('reads a file, a list of files, and hands batch objects on', () => {
  const file = { _type: 'note-file', path: 'a', caption: 5 };
  expect(readFiles([file, [file], 7], 'note', () => [])).toEqual([{ path: 'a', caption: '5' }]);
  const batch = { _type: 'note', names: ['b'] };
  expect(readFiles(batch, 'note', ({ names }) => [{ path: String(listIn(names)[0]), caption: null }])).toEqual([
    { path: 'b', caption: null },
  ]);
  expect([textIn(''), textIn(false), textIn(undefined)]).toEqual([null, null, null]);
});
