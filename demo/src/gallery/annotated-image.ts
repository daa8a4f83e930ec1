import { Image } from 'spoor/media';
import { SIDE, toImageData } from '../digits';
import { differentJson, differentNumbers, fieldsOf, pixelsOf, type Exhibit } from './exhibit';
import type { Lesson } from './lesson';

const SHOWN = 6;
/** Digits are small: so many pixels a side become one of theirs. */
const SCALE = 6;
const SIZE = SIDE * SCALE;
/** What is darker belongs to a digit. */
const INK = 96;
/** Class 0 is paper. */
const classOf = (digit: number) => digit + 1;
const CLASSES = Array.from({ length: 10 }, (_, digit) => ({ id: classOf(digit), name: `a ${digit}` }));
const NAMES = Object.fromEntries(CLASSES.map(({ id, name }) => [id, name]));

function pictureOf({ test }: Lesson, at: number): ImageData {
  const digit = toImageData(test, at);
  const picture = new ImageData(SIZE, SIZE);
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const from = (Math.floor(y / SCALE) * SIDE + Math.floor(x / SCALE)) * 4;
      picture.data.set(digit.data.subarray(from, from + 4), (y * SIZE + x) * 4);
    }
  return picture;
}

/** What lies over a digit: a mask of its ink, and a box around it with what the network takes it for. */
function overlaysOf(lesson: Lesson, at: number) {
  const { data } = pictureOf(lesson, at);
  const mask = new Uint8Array(SIZE * SIZE);
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (data[pixel * 4]! > 255 - INK) continue;
    mask[pixel] = classOf(lesson.test.labels[at]!);
    xs.push(pixel % SIZE);
    ys.push(Math.floor(pixel / SIZE));
  }
  const [minX, minY] = [xs, ys].map((list) => list.reduce((least, one) => Math.min(least, one))) as [number, number];
  const [maxX, maxY] = [xs, ys].map((list) => list.reduce((most, one) => Math.max(most, one)) + 1) as [number, number];
  const guess = lesson.guesses[at]!;
  const box = {
    position: { minX, maxX, minY, maxY },
    domain: 'pixel' as const,
    classId: classOf(guess),
    scores: { sure: Math.round(lesson.scores[at]![guess]! * 100) / 100 },
  };
  return { mask, box };
}

export const annotatedImage: Exhibit = {
  kind: 'Image+overlays',
  what: 'digits with masks of their ink, and boxes of what they are taken for',
  key: 'read',
  shown: { tab: 'images', selector: '.overlay-mask' },
  make: (lesson) =>
    Array.from({ length: SHOWN }, (_, at) => {
      const { mask, box } = overlaysOf(lesson, at);
      return new Image(pictureOf(lesson, at), {
        boxes: { guess: { boxData: [box] } },
        masks: { ink: { mask } },
        classes: CLASSES,
        caption: `a ${lesson.test.labels[at]}`,
      });
    }),
  async difference({ value, file }, lesson) {
    const { filenames, captions, all_boxes: boxes, all_masks: masks } = fieldsOf(value) as Record<string, unknown[]>;
    const captionsGiven = Array.from({ length: SHOWN }, (_, at) => `a ${lesson.test.labels[at]}`);
    const found = [differentJson(captions, captionsGiven)];
    for (let at = 0; at < SHOWN; at++) {
      const { mask, box } = overlaysOf(lesson, at);
      const { position, domain, classId, scores } = box;
      const boxFile = await file(fieldsOf(fieldsOf(boxes![at])['guess'])['path']);
      const maskFile = await file(fieldsOf(fieldsOf(masks![at])['ink'])['path']);
      const ids = (await pixelsOf(maskFile)).data.filter((_, byte) => byte % 4 === 0);
      const picture = await pixelsOf(await file(filenames![at]));
      found.push(
        differentNumbers(picture.data, pictureOf(lesson, at).data),
        differentNumbers(ids, mask),
        differentJson(JSON.parse(await boxFile.text()), {
          box_data: [{ position, domain, class_id: classId, scores }],
          class_labels: NAMES,
        }),
      );
    }
    return found.find((one) => one !== null) ?? null;
  },
};
