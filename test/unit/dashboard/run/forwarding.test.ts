import { describe, expect, it } from 'vitest';
import { isComplete, partOf } from '../../../../src/dashboard/run/forwarding';
import type { Forwarding } from '../../../../src/dashboard/source/source';

const WHOLE: Forwarding = {
  host: 'h',
  url: 'https://h/r',
  rows: 3,
  rowCount: 3,
  files: 1,
  fileCount: 1,
  problem: null,
};

describe('partOf', () => {
  it('says how many of how many, or that it is all', () => {
    expect(partOf(1234, 1300, 'row')).toBe('1,234 of 1,300 rows');
    expect(partOf(3, 3, 'file')).toBe('all 3 files');
    expect(partOf(0, 1, 'file')).toBe('0 of 1 file');
  });
});

describe('isComplete', () => {
  it.each<[string, Partial<Forwarding>, number, boolean]>([
    ['all is there', {}, 3, true],
    ['rows are missing', { rows: 2 }, 3, false],
    ['rows have come in since it was asked', {}, 4, false],
    ['a file is missing', { files: 0 }, 3, false],
    ['the run is not known there', { url: null }, 3, false],
    ['there is a problem', { problem: 'no' }, 3, false],
  ])('%s', (_what, part, lineCount, complete) =>
    expect(isComplete({ ...WHOLE, ...part }, { lineCount })).toBe(complete),
  );
});
