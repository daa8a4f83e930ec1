import { describe, expect, it } from 'vitest';
import { takeFile, type FileLike } from '../../../src/run/files';

const text = async (what: FileLike, as?: string) => {
  const { path, blob } = await takeFile(what, as === undefined ? {} : { as });
  return [path, await blob.text()];
};

describe('takeFile', () => {
  it('takes everything that has bytes, under a name of its own or another', async () => {
    const bytes = new TextEncoder().encode('xbytesx');
    const response = new Response('answer');
    Object.defineProperty(response, 'url', { value: 'https://h/models/m.json?v=1' });
    const handle = { name: 'h.bin', getFile: async () => new Blob(['handle']) } as unknown as FileSystemFileHandle;
    expect(await text(new Blob(['blob']), 'a/b.txt')).toEqual(['a/b.txt', 'blob']);
    expect(await text(new File(['file'], 'f.txt'))).toEqual(['f.txt', 'file']);
    expect(await text(bytes.subarray(1, 6), 'v')).toEqual(['v', 'bytes']);
    expect(await text(bytes.buffer, 'v')).toEqual(['v', 'xbytesx']);
    expect(await text(response)).toEqual(['m.json', 'answer']);
    expect(await text(handle)).toEqual(['h.bin', 'handle']);
  });

  it.each([
    [undefined],
    [''],
    ['/a'],
    ['a//b'],
    ['a/../b'],
    ['.'],
    ['a\\b'],
    ['a\nb'],
    ['half a \ud83e'],
    ['x'.repeat(513)],
    ['wandb-history.jsonl'],
    ['config.yaml'],
  ])('refuses the path %j', async (as) => {
    await expect(takeFile(new Blob(['']), as === undefined ? {} : { as })).rejects.toMatchObject({
      code: 'bad-option',
    });
  });

  it('refuses what has no bytes, and an answer that is an error', async () => {
    await expect(takeFile('text' as unknown as Blob, { as: 'a' })).rejects.toMatchObject({ code: 'bad-option' });
    await expect(takeFile(null as unknown as Blob, { as: 'a' })).rejects.toMatchObject({ code: 'bad-option' });
    await expect(takeFile(new Response('', { status: 404 }), { as: 'a' })).rejects.toMatchObject({
      code: 'bad-option',
    });
  });
});
