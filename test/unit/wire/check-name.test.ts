import { describe, expect, it } from 'vitest';
import { checkName, DEFAULT_ENTITY, makeRunId, RESERVED_NAMES } from '../../../src/wire/check-name';
import { isSpoorError } from '../../../src/wire/problem';

describe('checkName', () => {
  it.each(['digits', 'mein Projekt', 'a.b', '...', 'übung', '🦥', 'x'.repeat(128)])('lets %j stand', (name) => {
    expect(checkName('project', name)).toBe(name);
  });

  it.each([
    ['', 'is empty'],
    [' \t', 'is empty'],
    ['.', 'is a path'],
    ['..', 'is a path'],
    ['x'.repeat(129), 'is longer than 128 characters'],
    ...['/', '\\', '#', '?', '%', ':', '\n', '\u0000', '\u007f', '\u009b', '\ud83e'].map((sign): [string, string] => [
      `a${sign}b`,
      'has one of / \\ # ? % : or a control or broken character',
    ]),
  ])('refuses %j, which %s', (name, fault) => {
    const error = caught(() => checkName('run id', name));
    expect(isSpoorError(error) && error.code).toBe('bad-name');
    expect((error as Error).message).toContain(fault);
    expect((error as Error).message).toMatch(/^The run id ".*; choose another\.$/s);
  });

  it('keeps the first path segments of the server from entities only', () => {
    for (const name of RESERVED_NAMES) {
      expect(() => checkName('entity', name)).toThrow('is kept for the server');
      expect(checkName('project', name)).toBe(name);
    }
    expect(checkName('entity', DEFAULT_ENTITY)).toBe(DEFAULT_ENTITY);
  });

  it('does not repeat a long name whole', () => {
    expect((caught(() => checkName('project', 'y'.repeat(10_000))) as Error).message.length).toBeLessThan(120);
  });
});

describe('makeRunId', () => {
  it('makes ids of the length and alphabet that W&B uses, no two alike', () => {
    const ids = Array.from({ length: 2_000 }, () => makeRunId());
    expect(ids.every((id) => /^[a-z0-9]{8}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(makeRunId(32)).toMatch(/^[a-z0-9]{32}$/);
    expect(checkName('run id', ids[0]!)).toBe(ids[0]);
  });

  it('uses every letter about as often', () => {
    const counts = new Map<string, number>();
    for (const letter of Array.from({ length: 72 }, () => makeRunId(1_000)).join(''))
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(36);
    // 2,000 expected; ten standard deviations either way.
    for (const count of counts.values()) expect(Math.abs(count - 2_000)).toBeLessThan(450);
  });
});

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
