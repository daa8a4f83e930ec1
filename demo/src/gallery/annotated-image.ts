import { Image } from 'spoor/media';
import { SIDE, toImageData } from '../digits';
import { differentJson, differentNumbers, fieldsOf, pixelsOf, type Exhibit } from './exhibit';
import type { Lesson } from './lesson';

const SHOWN = 8;
/** What is darker belongs to a digit. */
const INK = 96;
/** Class 0 is paper. */
const classOf = (digit: number) => digit + 1;
const CLASSES = Array.from({ length: 10 }, (_, digit) => ({ id: classOf(digit), name: `a ${digit}` }));
const NAMES = Object.fromEntries(CLASSES.map(({ id, name }) => [id, name]));

/** What lies over a digit: a mask of its ink, and a box around it with what the network takes it for. */
function overlaysOf({ test, guesses, scores }: Lesson, at: number) {
  const mask = new Uint8Array(SIDE * SIDE);
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (test.pixels[at * mask.length + pixel]! < INK) continue;
    mask[pixel] = classOf(test.labels[at]!);
    xs.push(pixel % SIDE);
    ys.push(Math.floor(pixel / SIDE));
  }
  const guess = guesses[at]!;
  const box = {
    position: { minX: Math.min(...xs), maxX: Math.max(...xs) + 1, minY: Math.min(...ys), maxY: Math.max(...ys) + 1 },
    domain: 'pixel' as const,
    classId: classOf(guess),
    scores: { sure: scores[at]![guess]! },
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
      return new Image(toImageData(lesson.test, at), {
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
        differentNumbers(picture.data, toImageData(lesson.test, at).data),
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
