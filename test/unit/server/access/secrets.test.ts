import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSame, loadSecrets } from '../../../../src/server/access/secrets';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'spoor-secrets-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('the key and the secret are made once, and nobody but their owner may read them', () => {
  const { key } = loadSecrets(folder);
  expect(key).toMatch(/^[0-9a-f]{40}$/);
  expect(loadSecrets(folder).key).toBe(key);
  expect(readFileSync(join(folder, 'secret'), 'utf8').trim()).not.toBe(key);
  for (const name of ['key', 'secret']) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
});

test('a signature is for one purpose and one text', () => {
  const secrets = loadSecrets(folder);
  const signature = secrets.sign('upload', 'text');
  expect(secrets.isSigned('upload', 'text', signature)).toBe(true);
  expect(secrets.isSigned('download', 'text', signature)).toBe(false);
  expect(secrets.isSigned('upload', 'texts', signature)).toBe(false);
  for (const wrong of ['', `${signature} `, signature.slice(1)])
    expect(secrets.isSigned('upload', 'text', wrong)).toBe(false);
});

test.each([
  ['', '', true],
  ['a', 'a', true],
  ['a', 'A', false],
  ['a', 'a\u0000', false],
  ['a', 'a'.repeat(1000), false],
  ['é', 'e\u0301', false],
])('%j and %j are the same: %s', (a, b, expected) => expect(isSame(a, b)).toBe(expected));
