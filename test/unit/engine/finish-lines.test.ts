import { afterEach, describe, expect, it } from 'vitest';
import { encoders } from '../../../src/engine/encoders';
import { finishLines } from '../../../src/engine/finish-lines';
import type { Draft, MediaPart } from '../../../src/thread/draft';
import type { Encoder } from '../../../src/media/engine/encoder';

interface Word {
  word: string;
}

const part = (kind: string, ...words: string[]): MediaPart<Word> => ({
  kind,
  key: 'said',
  step: 7,
  many: words.length > 1,
  items: words.map((word) => ({ word })),
});

/** A kind of media for these tests: each word is a file. */
const encodeWords: Encoder<Word> = async ({ items }, onFailed) => {
  const spelt = items.filter(({ word }) => word !== 'unspeakable' || onFailed(new TypeError('nobody can spell it')));
  const files = spelt.map(({ word }) => ({
    path: word,
    type: 'text/plain',
    bytes: new TextEncoder().encode(word).buffer,
  }));
  return files.length > 0 ? { json: `{"_type":"words","count":${files.length}}`, files } : null;
};

async function finished(drafts: Draft[]) {
  const dropped: string[] = [];
  const { lines, files } = await finishLines(drafts, (reason, detail) => void dropped.push(`${reason}: ${detail}`));
  return { lines, files: files.map(({ path }) => path), dropped };
}

describe('finishLines', () => {
  afterEach(() => ['word', 'faulty'].forEach((kind) => delete encoders[kind]));

  it('leaves texts as they are, in order', async () => {
    expect(await finished(['{"a":NaN}', '', '{}'])).toEqual({ lines: ['{"a":NaN}', '', '{}'], files: [], dropped: [] });
  });

  it('asks the encoder of the kind, puts its JSON in the place of the media, and gives its files', async () => {
    encoders['word'] = encodeWords;
    expect(await finished(['{}', ['{"a":', part('word', 'yes', 'no'), ',"b":', part('word', 'so'), '}']])).toEqual({
      lines: ['{}', '{"a":{"_type":"words","count":2},"b":{"_type":"words","count":1}}'],
      files: ['yes', 'no', 'so'],
      dropped: [],
    });
  });

  it('counts each item that cannot be encoded; without any the value is null', async () => {
    encoders['word'] = encodeWords;
    const { lines, dropped } = await finished([
      ['{"a":', part('word', 'yes', 'unspeakable'), ',"b":', part('word', 'unspeakable'), '}'],
    ]);
    expect(lines).toEqual(['{"a":{"_type":"words","count":1},"b":null}']);
    const sentence = 'unreadable-media: unreadable-word: the word of "said": nobody can spell it';
    expect(dropped).toEqual([sentence, sentence]);
  });

  it.each([
    ['an encoder that fails as a whole', 'faulty', /^unreadable-media: unreadable-faulty: the faulty of "said": /],
    ['a kind that this worker does not know', 'unheard-of', /^unreadable-media: unreadable-unheard-of: /],
  ])('costs the value, and not its row or others: %s', async (_what, kind, sentence) => {
    encoders['word'] = encodeWords;
    encoders['faulty'] = () => Promise.reject(new RangeError('it has a fault'));
    const { lines, files, dropped } = await finished([
      ['{"a":', part(kind, 'x'), ',"b":', part('word', 'so'), '}'],
      '{}',
    ]);
    expect(lines).toEqual(['{"a":null,"b":{"_type":"words","count":1}}', '{}']);
    expect(files).toEqual(['so']);
    expect(dropped).toEqual([expect.stringMatching(sentence)]);
  });
});
