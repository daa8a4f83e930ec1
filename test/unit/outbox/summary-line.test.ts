import { describe, expect, it } from 'vitest';
import { summaryLine } from '../../../src/outbox/summary-line';

describe('summaryLine', () => {
  it('lets what was set by hand win, leaf by leaf, and changes neither', () => {
    const [summary, pinned] = [{ val: { loss: 1, acc: 2 } }, { val: { acc: 9 } }];
    expect(summaryLine({ summary, pinned })).toBe('{"val":{"loss":1,"acc":9}}');
    expect([summary, pinned]).toEqual([{ val: { loss: 1, acc: 2 } }, { val: { acc: 9 } }]);
  });

  it('is the line that somebody else has folded, where there is one', () => {
    expect(summaryLine({ summary: {}, pinned: { a: 1 }, summaryLine: '{"big":9007199254740993}' })).toBe(
      '{"big":9007199254740993}',
    );
  });
});
