import { expect, it } from 'vitest';
import { labelOf, readBoxes, readLabels, textOf } from '../../../../../src/dashboard/media/image/boxes';

it('reads both kinds of position, and leaves out a box that has no place', () => {
  const { boxes, labels } = readBoxes(
    '{"box_data":[{"position":{"minX":0.25,"maxX":0.5,"minY":0,"maxY":1},"class_id":1,"scores":{"sure":0.5,"odd":"x"}},' +
      '{"position":{"middle":[10,20],"width":4,"height":6},"domain":"pixel","box_caption":"<b>"},' +
      '{"position":{"minX":NaN,"maxX":1,"minY":0,"maxY":1}},{"position":{"middle":[1]}},{"position":5},7,null],' +
      '"class_labels":{"1":"car","2":5}}',
  );
  expect(boxes).toEqual([
    { left: 0.25, top: 0, width: 0.25, height: 1, isPixels: false, classId: 1, caption: null, scores: 'sure 0.5' },
    { left: 8, top: 17, width: 4, height: 6, isPixels: true, classId: -1, caption: '<b>', scores: '' },
  ]);
  expect([...labels]).toEqual([[1, 'car']]);
  expect(boxes.map((box) => textOf(box, labels))).toEqual(['car · sure 0.5', '<b>']);
});

it.each(['', '[]', '{"box_data":5}', '<html>'])('refuses a file that holds %j', (text) => {
  expect(() => readBoxes(text)).toThrow(SyntaxError);
});

it('calls a class by its number where it has no name', () => {
  expect([labelOf(3, readLabels(null)), labelOf(-1, readLabels([]))]).toEqual(['class_3', 'no class']);
});
