import { describe, expect, it } from 'vitest';
import { encode } from '../../../../src/values/index';
import { Markdown } from '../../../../src/media/markdown/markdown';
import { placeFor, settled } from '../../values/place';

/** The JSON and the texts that a value becomes, in the page: Node has no workers of the web. */
async function logged(value: unknown) {
  const [part] = (await settled(encode(value, placeFor()))) as unknown as [{ items: [Encoded] }];
  const [{ json, files }] = part.items;
  return { json: JSON.parse(json) as unknown, texts: files.map(({ bytes }) => new TextDecoder().decode(bytes)) };
}

interface Encoded {
  json: string;
  files: { bytes: ArrayBuffer }[];
}

describe('Markdown', () => {
  it('is a file of its text', async () => {
    expect(await logged(new Markdown('# é', { caption: 'c' }))).toEqual({
      json: {
        _type: 'markdown-file',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        size: 4,
        path: expect.stringMatching(/^media\/markdown\/k_7_[0-9a-f]{20}\.md$/),
        caption: 'c',
      },
      texts: ['# é'],
    });
    expect((await logged(new Markdown(new Blob(['*b*'])))).texts).toEqual(['*b*']);
  });

  it('is one value in a list', async () => {
    const { json, texts } = await logged([new Markdown('1'), new Markdown('2')]);
    expect(json).toMatchObject({ _type: 'markdown', count: 2 });
    expect(texts).toEqual(['1', '2']);
  });

  it.each([5, null, undefined, {}, ['#']])('is not made of %j', (source) =>
    expect(() => new Markdown(source as string)).toThrow(/The source of a Markdown must be Markdown as a string/),
  );

  it('has a caption that is a string', () =>
    expect(() => new Markdown('', { caption: 5 as never })).toThrow(/caption.* must be a string, not 5/));
});
