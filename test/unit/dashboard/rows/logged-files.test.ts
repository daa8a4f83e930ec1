import { describe, expect, it } from 'vitest';
import { listIn, readFiles, textIn } from '../../../../src/dashboard/rows/logged-files';

describe('readFiles', () => {
  const read = (value: unknown) => readFiles(value as never, 'html-file', 'html');
  const file = (path: string, caption: string | null = null) => ({ path, caption });

  it('reads one, with and without a caption', () => {
    expect(read({ _type: 'html-file', path: 'a.html' })).toEqual([file('a.html')]);
    expect(read({ _type: 'html-file', path: 'a.html', caption: 'c' })).toEqual([file('a.html', 'c')]);
  });

  it("reads W&B's object of several, whose files may have no type, and whose captions may stand beside", () => {
    const html = [{ _type: 'html-file', path: 'a' }, { path: 'b' }, { path: 'c', caption: 'own' }];
    expect(read({ _type: 'html', count: 3, html })).toEqual([file('a'), file('b'), file('c', 'own')]);
    expect(read({ _type: 'html', html, captions: ['1', 2, '3'] })).toEqual([
      file('a', '1'),
      file('b'),
      file('c', 'own'),
    ]);
  });

  it('reads a list of single ones', () =>
    expect(read([{ _type: 'html-file', path: 'a' }, 5, [{ _type: 'html-file', path: 'b' }]])).toEqual([file('a')]));

  it.each([
    null,
    5,
    'html-file',
    {},
    { _type: 'html-file' },
    { _type: 'html-file', path: 5 },
    { _type: 'html-file', path: '' },
    { _type: 'image-file', path: 'a' },
    { _type: 'html' },
    { _type: 'html', html: { path: 'a' } },
    { _type: 'html', html: [null, 5, [], {}] },
    { '': [{ path: 'a' }], _type: '' },
  ])('%j has none', (value) => expect(read(value)).toEqual([]));

  it('reads only single ones of a kind that has no object of several', () =>
    expect(readFiles({ _type: '', '': [{ path: 'a' }] }, 'plotly-file')).toEqual([]));
});

it('hands objects of several on to whoever knows their fields, and takes a caption that is a number', () => {
  const file = { _type: 'note-file', path: 'a', caption: 5 };
  const read = (value: unknown) =>
    readFiles(value as never, 'note-file', 'note', ({ names }) => [{ path: String(listIn(names)[0]), caption: null }]);
  expect(read([file, [file], 7])).toEqual([{ path: 'a', caption: '5' }]);
  expect(read({ _type: 'note', names: ['b'] })).toEqual([{ path: 'b', caption: null }]);
  expect([textIn(''), textIn(false), textIn(undefined)]).toEqual([null, null, null]);
});
