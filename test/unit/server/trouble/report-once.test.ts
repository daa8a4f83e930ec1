import { beforeEach, expect, test } from 'vitest';
import { reportOnce } from '../../../../src/server/trouble/report-once';

let reported: string[];
let report: (line: string) => void;
beforeEach(() => {
  reported = [];
  report = reportOnce((line) => void reported.push(line));
});

test('a line is reported once', () => {
  for (const line of ['a', 'b', 'a', 'a', 'b']) report(line);
  expect(reported).toEqual(['a', 'b']);
});

test('a line of a stranger is one line, without an order to a terminal, and not longer than 500', () => {
  report('a\r\nforged\u001b[2J\u0085x');
  expect(reported).toEqual([expect.stringMatching(/^[^\p{Cc}]+$/u)]);
  report('y'.repeat(5000));
  expect(reported[1]).toHaveLength(500);
  report(`${'y'.repeat(500)} and more`);
  expect(reported).toHaveLength(2);
});

test('after 500 lines nothing more is reported', () => {
  for (let line = 0; line < 600; line++) report(String(line));
  expect(reported).toHaveLength(500);
});
