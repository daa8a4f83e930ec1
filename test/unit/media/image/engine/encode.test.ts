import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { finishLines } from '../../../../../src/engine/finish-lines';
import type { ImageItem } from '../../../../../src/media/image/item';
import type { Draft, MediaPart } from '../../../../../src/thread/draft';

// Node decodes no pictures: a Blob is kept as it is, and all that is asked of the platform is its size.
class Bitmap {
  readonly width = 4;
  readonly height = 3;
  close(): void {}
}

beforeEach(
  () =>
    void vi.stubGlobal('createImageBitmap', async (blob: Blob) =>
      (await blob.text()).endsWith('broken') ? Promise.reject(new DOMException('cannot be decoded')) : new Bitmap(),
    ),
);
afterEach(() => void vi.unstubAllGlobals());

const BEGIN: Record<string, string> = { 'image/png': '\x89PNG', 'image/webp': 'RIFF....WEBP' };
const png = (text: string, type = 'image/png') =>
  new Blob([Uint8Array.from((BEGIN[type] ?? '') + text, (char) => char.charCodeAt(0))], { type });

function images(
  key: string,
  sources: Blob[],
  { many = false, captions = [] as (string | undefined)[] } = {},
): MediaPart<ImageItem> {
  return {
    kind: 'image',
    key,
    step: 7,
    many,
    items: sources.map((source, i) => ({ source, caption: captions[i], format: 'png', quality: undefined })),
  };
}

async function finished(drafts: Draft[]) {
  const dropped: string[] = [];
  const { lines, files } = await finishLines(drafts, (reason, detail) => void dropped.push(`${reason}: ${detail}`));
  return { lines, files, dropped };
}

describe('images in a line', () => {
  it('become what the row says of them, and files', async () => {
    const { lines, files } = await finished([
      '{}',
      ['{"a":', images('val/digit', [png('seven')], { captions: ['a "seven"'] }), ',"b":1}'],
    ]);
    const row = JSON.parse(lines[1]!) as { a: { sha256: string; path: string }; b: number };
    expect(row).toMatchObject({
      a: { _type: 'image-file', size: 9, format: 'png', width: 4, height: 3, caption: 'a "seven"' },
      b: 1,
    });
    expect(row.a.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(row.a.path).toBe(`media/images/val/digit_7_${row.a.sha256.slice(0, 20)}.png`);
    expect(files.map(({ path, type, bytes }) => [path, type, Buffer.from(bytes).toString('latin1')])).toEqual([
      [row.a.path, 'image/png', '\x89PNGseven'],
    ]);
  });

  it('are one value as a list', async () => {
    const { lines, files } = await finished([
      [images('k', [png('1'), png('2', 'image/webp')], { many: true, captions: [undefined, 'two'] })],
    ]);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      _type: 'images/separated',
      count: 2,
      filenames: files.map(({ path }) => path),
      captions: ['', 'two'],
      format: 'png',
    });
    const alone = await finished([[images('k', [png('1')], { many: true })]]);
    expect(JSON.parse(alone.lines[0]!)).toMatchObject({ count: 1 });
    expect(JSON.parse(alone.lines[0]!)).not.toHaveProperty('captions');
  });

  it('are null where they cannot be encoded, and counted; the row and the others stand', async () => {
    const { lines, files, dropped } = await finished([
      [
        '{"a":',
        images('bad', [png('broken')]),
        ',"b":',
        images('text', [png('broken', 'text/plain')]),
        ',"c":',
        images('good', [png('1')]),
        '}',
      ],
    ]);
    expect(JSON.parse(lines[0]!)).toMatchObject({ a: null, b: null, c: { _type: 'image-file' } });
    expect(files).toHaveLength(1);
    expect(dropped).toHaveLength(2);
    expect(dropped.every((text) => text.startsWith('unreadable-media: unreadable-image: the image of "'))).toBe(true);
  });

  it('cost their list only what cannot be encoded', async () => {
    const { lines, dropped } = await finished([[images('k', [png('1'), png('broken'), png('3')], { many: true })]]);
    expect(JSON.parse(lines[0]!)).toMatchObject({ _type: 'images/separated', count: 2 });
    expect(dropped).toHaveLength(1);
  });

  it.each([
    ['../../etc/passwd', /^media\/images\/_\/_\/etc\/passwd_7_/],
    ['/abs//x', /^media\/images\/abs\/_\/x_7_/],
    ['a\\b\u0000c', /^media\/images\/a_b_c_7_/],
    ['ü b', /^media\/images\/ü b_7_/],
    ['🦥/half a \ud83e', /^media\/images\/🦥\/half a __7_/],
  ])('have no path of the key %j that climbs or cannot be written', async (key, path) => {
    const { files } = await finished([[images(key, [png('1')])]]);
    expect(files[0]!.path).toMatch(path);
  });

  it('go without a hash where the page is not a secure context: crypto has neither subtle nor randomUUID there', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const { lines, files, dropped } = await finished([
      [images('k', [png('1'), png('2')], { many: true })],
      [images('k', [png('3')])],
    ]);
    expect(dropped).toEqual([]);
    expect(JSON.parse(lines[1]!)).toMatchObject({
      path: expect.stringMatching(/^media\/images\/k_7_[0-9a-z]{20}\.png$/) as string,
    });
    expect(JSON.parse(lines[1]!)).not.toHaveProperty('sha256');
    expect(new Set(files.map(({ path }) => path)).size).toBe(3);
  });
});
