import { describe, expect, it } from 'vitest';
import { frameable, hasScripts } from '../../../../../src/dashboard/media/html/frameable';

/** The document without what stands before each. */
const framed = (html: string) => frameable(html).slice(frameable('').length);

describe('frameable', () => {
  it('has its policy before all else', () =>
    expect(frameable('<p>')).toMatch(
      /^<!doctype html><meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none';/,
    ));

  it.each([
    ['<LINK rel=preconnect href=//a>', '<basefont rel=preconnect href=//a>'],
    ['<link/rel=a><base\nhref=b><base>', '<basefont/rel=a><basefont\nhref=b><basefont>'],
    ['<a href=x target=_self>', '<a target="_blank" href=x target=_self>'],
    ['<svg><A/href=x>', '<svg><A target="_blank"/href=x>'],
    ['<iframe src=x srcdoc=y>', '<iframe srcdoc="" src="about:blank" src=x srcdoc=y>'],
    ['<abbr>a</abbr><basefont><linker>', '<abbr>a</abbr><basefont><linker>'],
    ['<p style="color: red">&lt;link></p>', '<p style="color: red">&lt;link></p>'],
  ])('%s becomes %s', (html, expected) => expect(framed(html)).toBe(expected));
});

it.each([
  ['<p>', false],
  ['<scripts>', false],
  ['<SCRIPT>', true],
  ['<script src=a>', true],
])('whether %s has scripts: %s', (html, expected) => expect(hasScripts(html)).toBe(expected));
