import { describe, expect, it } from 'vitest';
import { fileHref, wandbArchiveHref } from '../../../../../src/dashboard/source/http/addresses';

const path = { entity: 'local', project: 'odd & ends', run: 'r1' };

describe('fileHref', () => {
  it('encodes each segment of a file, which cannot lead out of its run', () => {
    expect(fileHref(path, 'media/a b/c#1?.png')).toBe('/files/local/odd%20%26%20ends/r1/media/a%20b/c%231%3F.png');
    expect(fileHref(path, '../../../etc/./passwd')).toBe('/files/local/odd%20%26%20ends/r1/etc/passwd');
    expect(fileHref(path, '//evil.example/x')).toBe('/files/local/odd%20%26%20ends/r1/evil.example/x');
    expect(fileHref(path, 'javascript:alert(1)')).toBe('/files/local/odd%20%26%20ends/r1/javascript%3Aalert(1)');
  });

  it('encodes half a character as what stands for any that is broken', () => {
    expect(fileHref(path, 'media/a\ud83e.png')).toBe('/files/local/odd%20%26%20ends/r1/media/a%EF%BF%BD.png');
  });

  it('has another address for each attempt', () => {
    expect(fileHref(path, 'a.png', 2)).toBe('/files/local/odd%20%26%20ends/r1/a.png?try=2');
  });
});

it('names the archive of a run', () => {
  expect(wandbArchiveHref(path)).toBe('/api/runs/local/odd%20%26%20ends/r1/wandb.zip');
});
