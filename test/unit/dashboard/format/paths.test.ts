import { describe, expect, it } from 'vitest';
import { fileHref, nameFrom, runHref } from '../../../../src/dashboard/format/paths';

const path = { entity: 'local', project: 'odd & ends', run: 'r1' };

describe('paths', () => {
  it('encodes names', () => {
    expect(runHref(path)).toBe('/local/odd%20%26%20ends/runs/r1');
    expect(nameFrom('odd %26 ends')).toBe('odd & ends');
    expect(nameFrom('100%')).toBe('100%');
  });

  it('encodes half a character as what stands for any that is broken', () => {
    expect(fileHref(path, 'media/a\ud83e.png')).toBe('/files/local/odd%20%26%20ends/r1/media/a%EF%BF%BD.png');
    expect(runHref({ ...path, run: '🦥\udda5' })).toBe('/local/odd%20%26%20ends/runs/%F0%9F%A6%A5%EF%BF%BD');
  });

  it('encodes each segment of a file, which cannot lead out of its run', () => {
    expect(fileHref(path, 'media/a b/c#1?.png')).toBe('/files/local/odd%20%26%20ends/r1/media/a%20b/c%231%3F.png');
    expect(fileHref(path, '../../../etc/./passwd')).toBe('/files/local/odd%20%26%20ends/r1/etc/passwd');
    expect(fileHref(path, '//evil.example/x')).toBe('/files/local/odd%20%26%20ends/r1/evil.example/x');
    expect(fileHref(path, 'javascript:alert(1)')).toBe('/files/local/odd%20%26%20ends/r1/javascript%3Aalert(1)');
  });
});
