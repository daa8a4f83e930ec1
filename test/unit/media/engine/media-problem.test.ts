import { describe, expect, it } from 'vitest';
import { mediaProblem } from '../../../../src/media/engine/media-problem';
import { SpoorError } from '../../../../src/wire/index';

describe('why a value could not be made into a file', () => {
  it('keeps the code of an error of Spoor', () => {
    expect(mediaProblem(new SpoorError('clipped-media', 'too long'))).toEqual({
      code: 'clipped-media',
      message: 'too long',
    });
  });

  it("is the sentence of any other, without its class's name", () => {
    expect(mediaProblem(new RangeError('no pixels'))).toEqual({ code: 'unreadable-media', message: 'no pixels' });
    expect(mediaProblem('gone')).toEqual({ code: 'unreadable-media', message: 'gone' });
  });
});
