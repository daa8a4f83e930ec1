import { describe, expect, it } from 'vitest';
import { encode, encodeMedia, LOGGABLE, type Media, type MediaKind, type Place } from '../../../src/values/index';
import { placeFor, settled } from './place';

class Word implements Media {
  constructor(
    readonly word: string,
    readonly media: MediaKind = { name: 'word', mostInList: 2 },
  ) {}

  [LOGGABLE](place: Place) {
    return encodeMedia([this], false, place);
  }

  async take(): Promise<{ word: string }> {
    if (this.word === '') throw new RangeError('it has no letters');
    return { word: this.word };
  }
}

const part = (many: boolean, ...words: string[]) => [
  { kind: 'word', key: 'k', step: 7, many, items: words.map((word) => ({ word })) },
];

describe('media', () => {
  it('are a part of the line, alone or as a list of one kind', async () => {
    expect(await settled(encode(new Word('a'), placeFor()))).toEqual(part(false, 'a'));
    expect(await settled(encode([new Word('a'), new Word('b')], placeFor()))).toEqual(part(true, 'a', 'b'));
  });

  it('are values of their own in a list that has others, or whose kind has no lists', async () => {
    expect(await settled(encode([new Word('a'), 1], placeFor()))).toEqual(['[', ...part(false, 'a'), ',1]']);
    expect(await settled(encode([new Word('a', { name: 'word' })], placeFor()))).toEqual([
      '[',
      ...part(false, 'a'),
      ']',
    ]);
  });

  it('count what cannot be taken as one reason, which says the kind, and keep the others', async () => {
    const place = placeFor();
    expect(await settled(encode([new Word(''), new Word('b')], place))).toEqual(part(true, 'b'));
    expect(await settled(encode(new Word(''), place))).toBeNull();
    const lost = { reason: 'unreadable-media', key: 'k', detail: 'unreadable-word: it has no letters' };
    expect(place.dropped).toEqual([lost, lost]);
  });

  it('say what of a list is more than it holds', async () => {
    const place = placeFor();
    expect(
      await settled(
        encode(
          ['a', 'b', 'c'].map((word) => new Word(word)),
          place,
        ),
      ),
    ).toEqual(part(true, 'a', 'b'));
    expect(place.dropped).toMatchObject([{ reason: 'value-too-large', key: 'k' }]);
  });
});
