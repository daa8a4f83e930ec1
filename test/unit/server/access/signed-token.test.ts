import { beforeAll, expect, test } from 'vitest';
import type { Seals } from '../../../../src/server/access/signed-token';
import { openSeals } from './open-seals';

let seals: Seals;
let now = 1_790_000_000_000;
beforeAll(async () => void (seals = await openSeals(() => now)));

test('what was sealed is told until its time is over', () => {
  const { text, expiresAt } = seals.seal('upload', [5, 'a/b "c".txt'], 1000);
  expect(expiresAt).toBe(now + 1000);
  expect(text).toMatch(/^[\w-]+\.[\w-]+$/);
  expect(seals.unseal('upload', text)).toEqual([5, 'a/b "c".txt']);
  now += 1000;
  expect(seals.unseal('upload', text)).toBe('expired');
});

test('for one purpose it is worth nothing for another', () => {
  const { text } = seals.seal('upload', ['x'], 1000);
  expect(seals.unseal('download', text)).toBe('forged');
});

test('nothing of it can be changed', () => {
  const { text } = seals.seal('upload', [5, 'a'], 1000);
  const [payload, signature] = text.split('.');
  const other = Buffer.from(JSON.stringify([6, 'a', now + 1e9])).toString('base64url');
  for (const forged of [
    '',
    '.',
    'x',
    payload!,
    `${payload}.`,
    `${other}.${signature}`,
    `${payload}.${signature}x`,
    `.${signature}`,
  ])
    expect(seals.unseal('upload', forged), forged).toBe('forged');
});

test('another server has another secret', async () => {
  const theirs = await openSeals(() => now);
  expect(seals.unseal('upload', theirs.seal('upload', ['x'], 1000).text)).toBe('forged');
});
