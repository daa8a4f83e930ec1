import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { becomes, says, type Kind } from './kind';

/** The colour of a mask at a pixel. */
const maskAt = (card: Locator, x: number, y: number) =>
  card
    .locator('canvas.overlay-mask')
    .first()
    .evaluate(
      (canvas: HTMLCanvasElement, at) => [...canvas.getContext('2d')!.getImageData(at[0]!, at[1]!, 1, 1).data],
      [x, y],
    );

const boxesOf = (card: Locator) => card.locator('.overlay-box').allInnerTexts();

export const images: Kind[] = [
  {
    key: 'image',
    what: 'an image with boxes, masks and classes',
    page({ Image }) {
      const [width, height] = [96, 64];
      const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
        i % 4 === 3 ? 255 : (i * 37) % 256,
      );
      const mask = Uint8Array.from({ length: width * height }, (_, at) =>
        at < 20 * width ? 0 : at % width < 60 ? 1 : 2,
      );
      const boxData = [
        {
          position: { minX: 0.25, maxX: 0.5, minY: 0.5, maxY: 0.75 },
          classId: 3,
          caption: 'a car',
          scores: { sure: 0.875, gone: NaN },
        },
        {
          position: { middle: [72, 16] as [number, number], width: 24, height: 16 },
          domain: 'pixel' as const,
          classId: 4,
        },
      ];
      return new Image(new ImageData(data, width, height), {
        caption: 'a "street" ключ',
        boxes: { predictions: { boxData, classLabels: { 3: 'car', 4: 'bird' } } },
        masks: { segments: { mask } },
        classes: [
          { id: 0, name: 'sky' },
          { id: 1, name: 'road' },
          { id: 2, name: 'grass' },
        ],
      });
    },
    tab: 'images',
    async shown(card) {
      await says(card, '1 image · 96 × 64', 'a "street" ключ', 'predictions', 'segments', 'sky', 'road', 'grass');
      await becomes(() => boxesOf(card), ['a car · sure 0.875, gone NaN', 'bird']);
      await becomes(async () => (await maskAt(card, 10, 10))[3], 255);
      const [road, grass] = [await maskAt(card, 10, 50), await maskAt(card, 90, 50)];
      expect(road).not.toEqual(grass);
      await card.getByLabel('road').uncheck();
      await becomes(() => maskAt(card, 10, 50), [0, 0, 0, 0]);
    },
  },
  {
    key: 'images',
    what: 'a list of images with captions, of which one has boxes and another a mask',
    page({ Image }) {
      const [width, height] = [96, 64];
      const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
        i % 4 === 3 ? 255 : (i * 37) % 256,
      );
      const other = data.map((value, i) => (i % 4 === 3 ? 255 : 255 - value));
      const mask = Uint8Array.from({ length: width * height }, (_, at) =>
        at < 20 * width ? 0 : at % width < 60 ? 1 : 2,
      );
      const boxData = [{ position: { minX: 0, maxX: 1, minY: 0.5, maxY: 1 }, classId: 3 }];
      return [
        new Image(new ImageData(data, width, height), { caption: 'one', boxes: { truth: { boxData } } }),
        new Image(new ImageData(other, width, height), {
          caption: 'two',
          masks: { truth: { mask, classLabels: { 0: 'sky', 1: 'road', 2: 'grass' } } },
        }),
      ];
    },
    tab: 'images',
    async shown(card) {
      await says(card, '2 images · 96 × 64', 'one', 'two', 'grass');
      await becomes(() => boxesOf(card), ['class_3']);
      await becomes(async () => (await maskAt(card, 90, 50))[3], 255);
      await becomes(
        () => card.locator('img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)),
        [96, 96],
      );
    },
  },
];
