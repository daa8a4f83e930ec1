import { describe, expect, it } from 'vitest';
import { changesOf, countChanges, type Piece } from '../../../../../src/dashboard/media/text/changes';

const joined = (pieces: Piece[], without: Piece['kind']) =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('changes of text', () => {
  it('are found by words', async () => {
    const pieces = (await changesOf('the cat sat\ndown', 'the dog sat\ndown there'))!;
    expect(pieces.filter(({ kind }) => kind === 'added').map(({ text }) => text.trim())).toEqual(['dog', 'there']);
    expect(pieces.filter(({ kind }) => kind === 'removed').map(({ text }) => text.trim())).toEqual(['cat']);
    expect(countChanges(pieces)).toEqual({ added: 2, removed: 1 });
  });

  it.each([
    ['', 'new'],
    ['old', ''],
    ['same', 'same'],
    ['  indented\n\n', 'indented\n'],
    ['one\r\ntwo', 'one\ntwo'],
    ['日本語', '日本'],
    ['a\u0301 <b>', 'á <i>'],
  ])('both texts can be had from what is found: %j, %j', async (before, after) => {
    const pieces = (await changesOf(before, after))!;
    expect(joined(pieces, 'added')).toBe(before);
    expect(joined(pieces, 'removed')).toBe(after);
  });

  it('long texts are compared by lines', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index} of a long text`);
    const pieces = (await changesOf(lines.join('\n'), lines.with(10_000, 'another').join('\n')))!;
    expect(pieces.map(({ kind }) => kind)).toEqual(['kept', 'removed', 'added', 'kept']);
    expect(pieces[2]!.text).toBe('another\n');
  });

  it('of long texts that have nothing in common the comparison is given up', async () => {
    const text = (word: string) => Array.from({ length: 100_000 }, (_, index) => `${word} ${index}`).join('\n');
    expect(await changesOf(text('one'), text('other'))).toBeNull();
  });
});
