import { expect, test } from 'vitest';
import { oneLine } from '../../../../src/server/trouble/one-line';

test.each([
  ['plain text stays', 'plain text stays'],
  ['a\r\nb', 'a b'],
  ['a \t\n b', 'a b'],
  ['\u001b]52;c;aGk=\u0007x', ' ]52;c;aGk= x'],
  ['\u009b2J', ' 2J'],
  ['a\u2028b\u2029c\u0085d', 'a b c d'],
  ['', ''],
])('%j becomes %j', (text, expected) => expect(oneLine(text)).toBe(expected));
