import { expect, it } from 'vitest';
import { CAPTION, captionOf } from '../../../src/media/caption';

it('is text: numbers become it, and what is missing stays so', () => {
  expect([captionOf(0), captionOf(''), captionOf(null), captionOf(undefined)]).toEqual(['0', '', undefined, undefined]);
  expect([0, '', null, {}, true].map(CAPTION.is)).toEqual([true, true, true, false, false]);
});
