import type { Locator } from 'playwright-core';
import { becomes, drawn, says, type Kind } from './kind';

const waves = (card: Locator) => card.locator('.clip-wave canvas');

export const soundsAndFilms: Kind[] = [
  {
    key: 'audio',
    what: 'a sound of samples, with a caption',
    page: ({ Audio }) =>
      new Audio(
        Float64Array.from({ length: 8000 }, (_, i) => ((i % 100) - 50) / 50),
        { sampleRate: 8000, caption: 'a tone' },
      ),
    tab: 'audio',
    async shown(card) {
      await says(card, '0:00.00 / 0:01.00', 'a tone');
      await drawn(waves(card).first());
      await card.getByRole('button', { name: 'Play a tone' }).waitFor();
    },
  },
  {
    key: 'sounds',
    what: 'a list of sounds, of which one is in stereo',
    page({ Audio }) {
      const left = Float64Array.from({ length: 4000 }, (_, i) => ((i % 100) - 50) / 64);
      return [
        new Audio([left, left.map((sample) => -sample / 2)], { sampleRate: 8000 }),
        new Audio(left, { sampleRate: 16_000, caption: 'faster' }),
      ];
    },
    tab: 'audio',
    async shown(card) {
      await says(card, '0:00.00 / 0:00.50', '0:00.00 / 0:00.25', 'faster');
      await drawn(waves(card).last());
    },
  },
  {
    key: 'video',
    what: 'a video of frames',
    page({ Video }) {
      const [frames, height, width] = [12, 48, 64];
      const plane = height * width;
      // Red grows from frame to frame, green is half and blue is dark.
      const data = Uint8Array.from({ length: frames * 3 * plane }, (_, i) => {
        const channel = Math.floor(i / plane) % 3;
        return [Math.floor(i / (3 * plane)) * 20, 128, 0][channel]!;
      });
      return new Video(
        { data, shape: [frames, 3, height, width] },
        { layout: 'tchw', fps: 12, format: 'webm', caption: 'ever redder' },
      );
    },
    tab: 'media',
    async shown(card) {
      await says(card, '64 × 48 · 1.0 s', 'ever redder');
      const video = card.locator('video');
      await video.evaluate((element: HTMLVideoElement) => {
        element.currentTime = 0.95;
      });
      const middle = () =>
        video.evaluate((element: HTMLVideoElement) => {
          const context = new OffscreenCanvas(64, 48).getContext('2d')!;
          context.drawImage(element, 0, 0);
          const [red, green, blue] = context.getImageData(32, 24, 1, 1).data;
          return red! > 190 && Math.abs(green! - 128) < 25 && blue! < 40;
        });
      await becomes(middle, true);
    },
  },
  {
    key: 'gifs',
    what: 'a list of videos, which are GIF files',
    page({ Video }) {
      const gif = Uint8Array.from(atob('R0lGODlhAgABAIAAAAAAAP///yH5BAEAAAAALAAAAAACAAEAAAICRAoAOw=='), (letter) =>
        letter.charCodeAt(0),
      );
      return [new Video(new Blob([gif]), { caption: 'one' }), new Video(new Blob([gif]), { caption: 'two' })];
    },
    tab: 'media',
    async shown(card) {
      await says(card, '2 × 1', 'one', 'two');
      await becomes(() => card.locator('img').count(), 2);
    },
  },
];
