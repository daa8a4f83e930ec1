import { expect, test } from 'vitest';
import { SpoorError } from '../../../../src/wire/index';
import { codeOf } from '../../../../src/backend/wandb/status';
import { Refusal } from '../../../../src/server/trouble/refusal';
import { StorageError, troubleOf } from '../../../../src/server/trouble/storage-trouble';

const coded = (code: string) => Object.assign(new Error(code), { code });

test.each([
  ['full', 507, ['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'EFBIG']],
  ['read-only', 503, ['SQLITE_READONLY', 'SQLITE_READONLY_DIRECTORY', 'EROFS']],
  ['damaged', 503, ['SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_NOTADB']],
  ['gone', 503, ['SQLITE_READONLY_DBMOVED']],
  [
    'failing',
    503,
    ['SQLITE_IOERR', 'SQLITE_IOERR_FSYNC', 'SQLITE_CANTOPEN', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'EIO', 'ENFILE'],
  ],
])('%s is answered with %i, which a page takes as: later', (kind, status, codes) => {
  for (const code of codes) expect(troubleOf(coded(code)), code).toMatchObject({ kind, status });
  expect(codeOf(status)).toBe('busy');
});

test('what we notice ourselves is trouble; refusals, misuse and mistakes are not', () => {
  expect(troubleOf(new StorageError('gone', 'removed'))?.kind).toBe('gone');
  for (const error of [
    new Refusal(400, 'no'),
    new SpoorError('bad-name', 'no'),
    new TypeError('x'),
    coded('ENOENT'),
    coded('SQLITE_CONSTRAINT'),
    'SQLITE_FULL',
  ])
    expect(troubleOf(error)).toBe(null);
});
