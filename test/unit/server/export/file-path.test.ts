import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safePaths, safeSegment } from '../../../../src/server/export/file-path';

const pathsOf = (...names: string[]) => [...safePaths(names).values()];

const part = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
    '...',
    'C:',
    'a',
    'A',
    'b.png',
    ' ',
    '~',
    '\0',
    'con',
    'x'.repeat(400),
    'ü'.repeat(200),
    '🎈'.repeat(90),
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const name = fc
  .array(fc.tuple(part, fc.constantFrom('/', '\\', '//', '')), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.map(([text, separator]) => text + separator).join(''));

/** Whether a path leads out of its folder, on any system. */
const leadsOut = (path: string) =>
  [posix, win32].some(
    ({ sep, ...system }) => !system.resolve('/folder', path).startsWith(system.resolve('/folder') + sep),
  );

describe('the paths of run files', () => {
  it('are the names, where these are ordinary', () => {
    const names = [
      'config.yaml',
      'media/images/ünï cödé #1?.png',
      'media/table/a:b_0.json',
      '.hidden',
      'a/..b/c..',
      'x%2e%2e',
    ];
    expect(pathsOf(...names)).toEqual(names);
  });

  it.each([
    ['../../etc/passwd', '_/_/etc/passwd'],
    ['/etc/passwd', 'etc/passwd'],
    ['..\\..\\boot.ini', '_/_/boot.ini'],
    ['C:\\Windows\\x', 'C_/Windows/x'],
    ['a/../../b', 'a/_/_/b'],
    ['./a//b/', '_/a/b'],
    ['a\0b\n', 'a_b_'],
    ['..', '_'],
    ['', '_'],
    ['/', '_'],
  ])('do not lead out of the folder: %j', (given, expected) => {
    expect(pathsOf(given)).toEqual([expected]);
  });

  it('never lead out, and never meet, whatever the names', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 8 }), (names) => {
        const paths = pathsOf(...names);
        expect(paths).toHaveLength(names.length);
        expect(paths.filter((path) => leadsOut(path) || posix.normalize(path) !== path)).toEqual([]);
        expect(paths.filter((path) => path.split('/').some((segment) => Buffer.byteLength(segment) > 255))).toEqual([]);
        // No file where another needs a folder.
        expect(paths.filter((path) => paths.some((other) => other.startsWith(`${path}/`)))).toEqual([]);
        expect(new Set(paths).size).toBe(paths.length);
      }),
      { numRuns: 300 },
    );
  });

  it('stay as they are when they are made safe once more', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 6 }), (names) => {
        const paths = pathsOf(...names);
        expect(pathsOf(...paths)).toEqual(paths);
      }),
    );
  });
});

describe('a long name', () => {
  it('is cut between letters, keeps its ending, and stays apart from its like', () => {
    const long = (last: string) => safeSegment(`${'ü'.repeat(300)}${last}.png`);
    expect(long('a')).toMatch(/^ü+-[0-9a-f]{16}\.png$/);
    expect(long('a')).not.toBe(long('b'));
  });
});
