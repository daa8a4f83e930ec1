import { describe, expect, it } from 'vitest';
import { ConsoleStore } from '../../../../src/dashboard/console/console-store';
import { findLines, splitAtMatches, textOf } from '../../../../src/dashboard/console/search';

const store = new ConsoleStore(async () => []);
const lines = ['Loss 0.5', 'NaN', 'loss 0.4'].map((text, number) => ({
  number,
  text,
  timestamp: null,
  isError: number === 1,
}));
store.append({ run: 'r', lineCount: 4, from: 0, lines });

describe('findLines', () => {
  it('finds a string in whatever case, and errors', () => {
    expect(findLines(store, { text: ' LOSS ', errorsOnly: false })).toEqual([0, 2]);
    expect(findLines(store, { text: '', errorsOnly: true })).toEqual([1]);
    expect(findLines(store, { text: 'loss', errorsOnly: true })).toEqual([]);
  });

  it('says when nothing is looked for', () => {
    expect(findLines(store, { text: ' ', errorsOnly: false })).toBeNull();
  });
});

describe('splitAtMatches', () => {
  it('parts a string at what was found', () => {
    expect(splitAtMatches('loss, Loss', 'LOSS')).toEqual(['', 'loss', ', ', 'Loss', '']);
    expect(splitAtMatches('none', 'x')).toEqual(['none']);
    expect(splitAtMatches('all', '')).toEqual(['all']);
  });

  it('marks nothing where lower case has another length', () => {
    expect(splitAtMatches('İstanbul x', 'x')).toEqual(['İstanbul x']);
  });
});

describe('textOf', () => {
  it('leaves out lines that never came', () => {
    expect(textOf([store.line(0), store.line(3), store.line(2)])).toBe('Loss 0.5\nloss 0.4\n');
  });
});
