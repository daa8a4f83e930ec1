import { describe, expect, it } from 'vitest';
import { newRun } from '../../../src/journal/journaled-run';
import { isInterrupted, isOwed } from '../../../src/outbox/is-owed';
import { NO_LINES } from '../../../src/wire/index';
import { recordOf } from '../journal/entries';

const delivered = {
  ...newRun(recordOf(), 'w', { ...NO_LINES }),
  sentRevision: 1,
  next: { history: 2, events: 1, output: 0 },
  acknowledged: { history: 2, events: 1, output: 0 },
};

const withFiles = (...paths: string[]) => ({ filePaths: async () => paths });

describe('owes', () => {
  it('is false when the backend has everything, finished or not', async () => {
    expect(await isOwed(withFiles(), delivered)).toBe(false);
    expect(await isOwed(withFiles(), { ...delivered, exitCode: 0, exitSent: true })).toBe(false);
  });

  it('is true with a file that is not uploaded', async () => {
    expect(await isOwed(withFiles('a.png'), delivered)).toBe(true);
  });

  it.each([
    { sentRevision: 0 },
    { openRow: '{}' },
    { exitCode: 1 },
    { alerts: [{ title: 't', text: '', level: 'INFO' as const, waitDuration: 0, at: 1 }] },
    { next: { history: 3, events: 1, output: 0 } },
    { next: { history: 2, events: 2, output: 0 } },
    { next: { history: 2, events: 1, output: 1 } },
  ])('is true with %j', async (changes) => expect(await isOwed(withFiles(), { ...delivered, ...changes })).toBe(true));
});

describe('isInterrupted', () => {
  it('is true of a run without an end, until its last moment was told', () => {
    expect(isInterrupted(delivered)).toBe(true);
    expect(isInterrupted({ ...delivered, interruptedAt: delivered.updatedAt })).toBe(false);
    expect(
      isInterrupted({ ...delivered, interruptedAt: delivered.updatedAt, updatedAt: delivered.updatedAt + 1 }),
    ).toBe(true);
    expect(isInterrupted({ ...delivered, exitCode: 0 })).toBe(false);
  });
});
