import { expect, test } from '../../support/fixtures';
import type { Stage } from '../../support/stage';
import { logMedia, type Spoor } from './logged';
import { openTab } from './shown';

/** Logs steps of clips for the panel: from frames, as a GIF, several, and a file that no browser can play. */
async function logGallery(stage: Stage): Promise<string> {
  const page = await stage.openPage();
  await page.addScriptTag({ path: 'dist/spoor.video.iife.js' });
  const { id, dropped } = await logMedia(stage, page, ({ Video }) => {
    const draw = (count: number, hue: number) =>
      Array.from({ length: count }, (_, index) => {
        const canvas = new OffscreenCanvas(160, 120);
        const context = canvas.getContext('2d')!;
        context.fillStyle = `hsl(${hue} 70% 30%)`;
        context.fillRect(0, 0, 160, 120);
        context.fillStyle = 'white';
        context.fillRect((index * 130) / count, 45, 30, 30);
        return canvas;
      });
    return {
      'val/episode': new Video(draw(20, 210), { fps: 10, caption: 'a box <b>crosses</b> the screen' }),
      animation: new Video(draw(10, 120), { fps: 10, format: 'gif', caption: 'an animation' }),
      pair: [new Video(draw(4, 0), { caption: 'first' }), new Video(draw(4, 60), { caption: 'second' })],
      broken: new Video(new Blob(['OggS\0\x02']), { caption: 'what no browser plays' }),
    };
  });
  expect(dropped).toEqual({});
  await page.evaluate(async () => {
    const { Video } = window.spoor as unknown as Spoor;
    const frames = Array.from({ length: 12 }, () => new ImageData(80, 60));
    window.run.log({ 'val/episode': new Video(frames, { caption: 'the next step' }) });
    await window.run.synced();
  });
  return id;
}

test('the panel plays clips step by step, one or several, and says what cannot be played', async ({ stage }) => {
  const id = await logGallery(stage);
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, misdeeds } = await openTab(stage, id, 'media', { colorScheme });
    const episode = page.getByRole('region', { name: 'val/episode' });
    await expect(episode.getByText('the next step')).toBeVisible();
    await expect(episode.getByText('80 × 60 · 3.0 s')).toBeVisible();
    await episode.getByRole('button', { name: 'Previous step' }).click();
    await expect(episode.getByText('a box <b>crosses</b> the screen')).toBeVisible();
    await expect(episode.getByText('160 × 120 · 2.0 s')).toBeVisible();
    const video = episode.locator('video');
    const before = await video.evaluate((element: HTMLVideoElement) => {
      const { controls, loop, muted, playsInline, paused, preload } = element;
      return { controls, loop, muted, playsInline, paused, preload };
    });
    // Nothing plays by itself.
    expect(before).toEqual({
      controls: true,
      loop: true,
      muted: true,
      playsInline: true,
      paused: true,
      preload: 'metadata',
    });
    await video.evaluate((element: HTMLVideoElement) => element.play());
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.3);
    await video.evaluate((element: HTMLVideoElement) => element.pause());
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      episode.getByRole('link', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.webm$/);

    const animation = page.getByRole('region', { name: 'animation' });
    await animation.scrollIntoViewIfNeeded();
    await expect(animation.getByText('160 × 120')).toBeVisible();
    expect(await animation.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(160);
    await page.getByRole('region', { name: 'pair' }).scrollIntoViewIfNeeded();
    await expect(page.getByRole('region', { name: 'pair' }).locator('video')).toHaveCount(2);
    await page.getByRole('region', { name: 'broken' }).scrollIntoViewIfNeeded();
    const said = page.getByText('This browser cannot play the video. It can be downloaded.');
    await expect(said).toBeVisible();
    expect(await misdeeds()).toEqual([]);
    const { SPOOR_SHOTS: shots } = process.env;
    if (shots) await page.screenshot({ path: `${shots}/video-${colorScheme}.png`, fullPage: true });
    await page.context().close();
  }
});

test('who wants less motion sees the first picture of a GIF, and plays it', async ({ stage }) => {
  const id = await logGallery(stage);
  const { page, misdeeds } = await openTab(stage, id, 'media', { reducedMotion: 'reduce' });
  const animation = page.getByRole('region', { name: 'animation' });
  await animation.scrollIntoViewIfNeeded();
  await expect(animation.locator('canvas')).toBeVisible();
  await expect(animation.locator('img')).toBeHidden();
  const corner = await animation.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(10, 60, 1, 1);
    return [canvas.width, canvas.height, ...data];
  });
  // The box stands where it begins.
  expect(corner).toEqual([160, 120, 255, 255, 255, 255]);
  const { SPOOR_SHOTS: shots } = process.env;
  if (shots) await animation.screenshot({ path: `${shots}/video-reduced-motion.png` });
  await animation.getByRole('button', { name: 'Play' }).click();
  await expect(animation.locator('img')).toBeVisible();
  expect(await misdeeds()).toEqual([]);
});
