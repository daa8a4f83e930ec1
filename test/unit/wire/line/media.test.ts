import { expect, it } from 'vitest';
import { loggedMediaOf } from '../../../../src/wire/index';

it.each([
  ['image-file', 'image'],
  ['images/separated', 'image'],
  ['histogram', 'histogram'],
  ['video-file', 'video'],
  ['bokeh-file', 'media'],
  ['constructor', 'media'],
])('a value of the type %s is of the kind %s', (type, kind) => expect(loggedMediaOf(type)).toBe(kind));
