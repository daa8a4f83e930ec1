import { describe, expect, it } from 'vitest';
import { compareRows, isExact, type LoggedRow, type StoredLine } from '../../support/oracle';

const logged: LoggedRow[] = [
  { step: 0, values: { loss: 0.5, image: { _type: 'images/separated', captions: ['4', '9'] } } },
  { step: 1, values: { loss: Number.NaN } },
  { step: 2, values: { loss: 0.25 } },
];

const line = (number: number, text: string): StoredLine => ({ number, text });

const stored: StoredLine[] = [
  line(
    0,
    '{"loss":0.5,"image":{"_type":"images/separated","filenames":["a.png","b.png"],"captions":["4","9"]},"_step":0,"_runtime":1}',
  ),
  line(1, '{"loss":NaN,"_step":1,"_runtime":2}'),
  line(2, '{"loss":0.25,"_step":2,"_runtime":3}'),
];
const files = ['a.png', 'b.png'];

describe('compareRows', () => {
  it('finds nothing wrong with rows that are stored as they were logged', () => {
    expect(isExact(compareRows(logged, stored, files))).toBe(true);
  });

  it('finds a row that is lost at the end', () => {
    const found = compareRows(logged, stored.slice(0, 2), files);
    expect(found.lost).toEqual([logged[2]]);
    expect(found.gaps).toEqual([]);
  });

  it('finds a row that is lost in the middle, and the gap', () => {
    const found = compareRows(logged, [stored[0]!, stored[2]!], files);
    expect(found.lost).toEqual([logged[1]]);
    expect(found.gaps).toEqual([1]);
  });

  it('finds a row that is stored twice', () => {
    const again = line(3, stored[2]!.text);
    const found = compareRows(logged, [...stored, again], files);
    expect(found.doubled).toEqual([again]);
    expect(found.unknown).toEqual([]);
  });

  it('finds a value that was altered', () => {
    const other = line(2, '{"loss":0.26,"_step":2}');
    const found = compareRows(logged, [...stored.slice(0, 2), other], files);
    expect(found.altered).toEqual([{ logged: logged[2], stored: other }]);
    expect(found.lost).toEqual([]);
  });

  it('finds a value that is missing, and a list that is shorter', () => {
    const without = line(1, '{"_step":1}');
    const shorter = line(
      0,
      '{"loss":0.5,"image":{"_type":"images/separated","filenames":["a.png"],"captions":["4"]},"_step":0}',
    );
    expect(compareRows(logged, [shorter, without, stored[2]!], files).altered.map(({ logged }) => logged.step)).toEqual(
      [0, 1],
    );
  });

  it('finds a row that nobody logged', () => {
    const stranger = line(3, '{"loss":1,"_step":9}');
    expect(compareRows(logged, [...stored, stranger], files).unknown).toEqual([stranger]);
  });

  it('takes two rows of one step for two', () => {
    const twice: LoggedRow[] = [
      { step: 0, values: { a: 1 } },
      { step: 0, values: { a: 2 } },
    ];
    expect(isExact(compareRows(twice, [line(0, '{"a":2,"_step":0}'), line(1, '{"a":1,"_step":0}')]))).toBe(true);
    expect(compareRows(twice, [line(0, '{"a":2,"_step":0}')]).lost).toEqual([twice[0]]);
  });

  it('finds a file that a row names and the server lacks', () => {
    expect(compareRows(logged, stored, ['a.png']).missingFiles).toEqual(['b.png']);
  });
});
