import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findLastWords, forgetLastWords, keepLastWords } from '../../../../src/run/page/last-words';
import type { LastWords } from '../../../../src/thread/contract';
import { fakeLocalStorage } from '../local-storage';
import { recordOf } from '../recorder';

beforeEach(() => void vi.stubGlobal('localStorage', fakeLocalStorage()));
afterEach(() => void vi.unstubAllGlobals());

function wordsOf(writer: string, changes: Partial<LastWords['batch']> = {}): LastWords {
  const streams = { history: { offset: 3, lines: ['{"loss":NaN,"_step":3}'] } };
  return {
    writer,
    record: recordOf(),
    batch: { streams, sequence: 5, step: 4, openRow: null, pinned: {}, ...changes },
  };
}

describe('last words', () => {
  it('are found by the next page until they are forgotten, those of each page for itself', () => {
    const [first, second] = [wordsOf('w1'), wordsOf('w2')];
    expect([keepLastWords(first), keepLastWords(second)]).toEqual([first, second]);
    expect(findLastWords()).toEqual([first, second]);
    forgetLastWords(first);
    expect(findLastWords()).toEqual([second]);
  });

  it('stay when the page has said more since they were found', () => {
    keepLastWords(wordsOf('w1'));
    const [found] = findLastWords();
    const more = wordsOf('w1', { step: 9 });
    keepLastWords(more);
    forgetLastWords(found!);
    expect(findLastWords()).toEqual([more]);
    forgetLastWords(more);
    expect(findLastWords()).toEqual([]);
  });

  it('are forgotten as they were found, with NaN in them too', () => {
    keepLastWords(wordsOf('w1', { pinned: { best: NaN, low: -Infinity, zero: -0 } }));
    findLastWords().forEach(forgetLastWords);
    expect(findLastWords()).toEqual([]);
  });

  it('keep NaN and the infinities, in lines, in the config and in the summary', () => {
    const record = recordOf({ config: { limit: Infinity } });
    keepLastWords({ ...wordsOf('w1', { pinned: { best: NaN, low: -Infinity } }), record });
    const [found] = findLastWords();
    expect(found!.batch.streams.history!.lines).toEqual(['{"loss":NaN,"_step":3}']);
    expect(found!.batch.pinned).toEqual({ best: NaN, low: -Infinity });
    expect(found!.record.config).toEqual({ limit: Infinity });
  });

  it('say when there was no room for them', () => {
    vi.stubGlobal('localStorage', fakeLocalStorage({ isFull: true }));
    expect(keepLastWords(wordsOf('w1'))).toBeNull();
  });

  it.each([
    ['all', 5_000, 8, true],
    ['the rows', 2_000, 8, false],
    ['rows in front', 1_100, 6, false],
    ['no row', 400, 0, false],
  ])('keep what fits: %s', (_what, room, rows, hasOutput) => {
    vi.stubGlobal('localStorage', fakeLocalStorage({ room }));
    const lines = Array.from({ length: 8 }, (_, n) => `{"n":${n},"text":"${'x'.repeat(100)}"}`);
    const words = wordsOf('w1', {
      streams: { history: { offset: 3, lines }, output: { offset: 0, lines: ['x'.repeat(1_000)] } },
      pinned: { best: 1 },
    });
    const kept = keepLastWords(words);
    expect(findLastWords()).toEqual([kept]);
    // No quote of a row is written twice: it is the room that limits how many are kept.
    for (const line of lines.slice(0, rows))
      expect(localStorage.getItem(Object.keys(localStorage)[0]!)).toContain(line);
    expect(kept!.batch).toMatchObject({
      step: 4,
      pinned: { best: 1 },
      streams: { history: { offset: 3, lines: lines.slice(0, rows) } },
    });
    expect('output' in kept!.batch.streams).toBe(hasOutput);
    forgetLastWords(kept!);
    expect(findLastWords()).toEqual([]);
  });

  it("are nobody's where localStorage is forbidden or missing, and nothing throws", () => {
    for (const storage of [fakeLocalStorage({ isForbidden: true }), undefined]) {
      vi.stubGlobal('localStorage', storage);
      expect(keepLastWords(wordsOf('w1'))).toBeNull();
      expect(findLastWords()).toEqual([]);
      expect(() => forgetLastWords(wordsOf('w1'))).not.toThrow();
    }
  });

  it.each([
    'no JSON',
    'null',
    '7',
    '{}',
    '{"writer":"w"}',
    '{"writer":"w","record":{"id":"r"},"batch":{"streams":{}}}',
    '{"writer":"w","record":{"id":"r","baseUrl":"http://h"}}',
    '{"writer":"w","record":{"id":"r","baseUrl":"http://h"},"batch":{"streams":{}}}',
    '{"writer":"w","record":{"id":"r","project":"p","baseUrl":"http://h"},"batch":{"streams":{"history":{"offset":0,"lines":"abc"}},"sequence":1,"step":0}}',
    '{"writer":"w","record":{"id":"r","project":"p","baseUrl":"http://h"},"batch":{"streams":{"history":{"offset":0,"lines":[7]}},"sequence":1,"step":0}}',
    '{"writer":"w","record":{"id":"r","project":"p","baseUrl":"http://h"},"batch":{"streams":{"history":{"offset":"0","lines":[]}},"sequence":1,"step":0}}',
    '{"writer":"w","record":{"id":"r","project":"p","baseUrl":"http://h"},"batch":{"streams":{"history":{"offset":-1,"lines":[]}},"sequence":1,"step":0}}',
    '{"writer":"w","record":{"id":"r","project":"p","baseUrl":"http://h"},"batch":{"streams":{}}}',
  ])('of another shape are thrown away: %s', (text) => {
    localStorage.setItem('spoor:last-words:k:w', text);
    localStorage.setItem('other', 'left alone');
    expect(findLastWords()).toEqual([]);
    expect(Object.keys(localStorage)).toEqual(['other']);
  });
});
