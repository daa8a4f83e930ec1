import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../../src/values/index';
import { Html } from '../../../../src/media/html/html';
import { placeFor, settled } from '../../values/place';

/** The JSON and the files that a value becomes, in the page: Node has no workers of the web. */
async function logged(value: unknown) {
  const [part] = (await settled(encode(value, placeFor()))) as unknown as [{ kind: string; items: [Encoded] }];
  expect(part.kind).toBe('encoded');
  const [{ json, files }] = part.items;
  return { json: JSON.parse(json) as unknown, texts: files.map(({ bytes }) => new TextDecoder().decode(bytes)) };
}

interface Encoded {
  json: string;
  files: { bytes: ArrayBuffer }[];
}

describe('Html', () => {
  it('is a file of its text, as it was when it was logged', async () => {
    const element = { outerHTML: '<p>now</p>' };
    const waiting = logged(new Html(element as unknown as Element));
    element.outerHTML = '<p>later</p>';
    expect((await waiting).texts).toEqual(['<p>now</p>']);
    expect((await logged(new Html(new Blob(['<p>é</p>'])))).texts).toEqual(['<p>é</p>']);
    expect(await logged(new Html('<b>1</b>'))).toEqual({
      json: {
        _type: 'html-file',
        sha256: createHash('sha256').update('<b>1</b>').digest('hex'),
        size: 8,
        path: expect.stringMatching(/^media\/html\/k_7_[0-9a-f]{20}\.html$/),
      },
      texts: ['<b>1</b>'],
    });
  });

  it('is one value in a list', async () => {
    const { json, texts } = await logged([new Html('1'), new Html('2')]);
    expect(json).toMatchObject({ _type: 'html', count: 2, html: [{ _type: 'html-file' }, { _type: 'html-file' }] });
    expect(texts).toEqual(['1', '2']);
  });

  it.each([5, null, undefined, {}, ['<p>']])('is not made of %j', (source) =>
    expect(() => new Html(source as string)).toThrow(/The source of an Html must be HTML as a string/),
  );
});
