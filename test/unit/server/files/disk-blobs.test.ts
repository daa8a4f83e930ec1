import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentKey, digestOfKey, runFileKey, runKey, runOfKey } from '../../../../src/server/files/blob-keys';
import { DiskBlobs } from '../../../../src/server/files/disk-blobs';
import { describeBlobs, MAX_BYTES } from './blobs-contract';

describeBlobs('on disk', async () => {
  const data = mkdtempSync(join(tmpdir(), 'spoor-blobs-'));
  return {
    blobs: new DiskBlobs(data, { maxBytes: MAX_BYTES }),
    crash: async () => new DiskBlobs(data, { maxBytes: MAX_BYTES }),
    close: async () => rmSync(data, { recursive: true }),
  };
});

let data: string;
beforeEach(() => (data = mkdtempSync(join(tmpdir(), 'spoor-blobs-'))));
afterEach(() => rmSync(data, { recursive: true }));

const filesIn = () =>
  readdirSync(data, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(data.length + 1));
async function* one(part: string) {
  yield Buffer.from(part);
}

it('lies where data folders have always had it', async () => {
  const hash = createHash('sha256').update('media/a b.png').digest('hex');
  const digest = createHash('md5').update('content').digest();
  const hex = digest.toString('hex');
  expect(runFileKey(12, 'media/a b.png')).toBe(`files/12/${hash}`);
  expect(runKey(12)).toBe('files/12');
  expect(contentKey(digest.toString('base64'))).toBe(`contents/${hex.slice(0, 2)}/${hex}`);
  const blobs = new DiskBlobs(data);
  await blobs.put(runFileKey(12, 'media/a b.png'), one('picture'), () => true);
  await blobs.put(contentKey(digest.toString('base64')), one('content'), () => true);
  expect(filesIn().sort()).toEqual([`contents/${hex.slice(0, 2)}/${hex}`, `files/12/${hash}`]);
});

it('reads what another release has left', async () => {
  mkdirSync(join(data, 'files/3'), { recursive: true });
  writeFileSync(join(data, runFileKey(3, '../../key')), 'old');
  expect(await text(new DiskBlobs(data).open(runFileKey(3, '../../key')))).toBe('old');
});

it('a key tells whose it is, and others tell of nobody', () => {
  const digest = createHash('md5').update('x').digest('base64');
  expect(runOfKey(runFileKey(12, 'x'))).toBe(12);
  expect(digestOfKey(contentKey(digest))).toBe(digest);
  for (const key of [contentKey(digest), 'files/12/ab', 'files/012/ab', `files/0/${'a'.repeat(64)}`, 'files/12'])
    expect(runOfKey(key)).toBeNull();
  for (const key of [runFileKey(1, 'x'), contentKey(digest).replace(/\/..\//, '/zz/'), 'contents/ab/abcd'])
    expect(digestOfKey(key)).toBeNull();
});

it('leaves no file of its own behind, whatever fails, and removes those of a crash', async () => {
  const blobs = new DiskBlobs(data, { maxBytes: 3 });
  await expect(blobs.put('files/1/ab', one('four'), () => true)).rejects.toMatchObject({ status: 413 });
  await expect(blobs.put('files/1/ab', one('x'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await blobs.put('files/1/ab', one('x'), () => false);
  await blobs.tryToStore();
  expect(filesIn()).toEqual([]);
  const unfinished = '.unfinished-00000000-0000-4000-8000-000000000000';
  const own = '.unfinished-letter.txt';
  for (const folder of ['files', 'contents']) {
    mkdirSync(join(data, folder), { recursive: true });
    for (const name of [unfinished, own]) writeFileSync(join(data, folder, name), 'x');
  }
  const again = new DiskBlobs(data);
  expect(filesIn().sort()).toEqual([`contents/${own}`, `files/${own}`]);
  for await (const key of again.list('files')) expect.unreachable(key);
});

it("does not take what is somebody's own for its own", async () => {
  const uuid = '00000000-0000-4000-8000-000000000000';
  const others = [
    `files/1/note.txt`,
    'files/1/ab.arriving-home.txt',
    'contents/note',
    `files/Notes/ab.arriving-${uuid}`,
  ];
  for (const path of others) {
    mkdirSync(join(data, path, '..'), { recursive: true });
    writeFileSync(join(data, path), path);
  }
  mkdirSync(join(data, 'files/1', `ab.arriving-${uuid}`));
  const blobs = new DiskBlobs(data);
  await blobs.settle(async () => null);
  for (const path of others) expect(readFileSync(join(data, path), 'utf8')).toBe(path);
  expect(readdirSync(join(data, 'files/1'))).toContain(`ab.arriving-${uuid}`);
});

it('moves what has no record to lost/, with its place', async () => {
  const blobs = new DiskBlobs(data, { now: () => Date.UTC(2026, 0, 2) });
  await blobs.put('files/1/ab', one('x'), () => true);
  blobs.setAside('files/1/ab');
  expect(filesIn().sort()).toEqual(['lost/2026-01-02T00-00-00/files/1/ab', 'lost/README.txt']);
  expect(readdirSync(join(data, 'files'))).toEqual([]);
});
