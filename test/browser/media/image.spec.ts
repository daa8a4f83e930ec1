import { readFileSync } from 'node:fs';
import { expect, test } from '../../support/fixtures';
import { logMedia } from './logged';
import { openTab } from './shown';

const FILES = JSON.parse(readFileSync(new URL('../../support/pictures/files.json', import.meta.url), 'utf8')) as {
  [name: string]: string;
};

test('drawings and pictures of every kind that is kept as it is are shown, and scripts in a drawing do not run', async ({
  stage,
}) => {
  const page = await stage.openPage();
  await page.evaluate((avif) => Object.assign(window, { avif }), FILES['avif']);
  const { id, dropped } = await logMedia(stage, page, ({ Image }) => {
    const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    drawing.setAttribute('width', '40');
    drawing.setAttribute('height', '30');
    drawing.innerHTML =
      '<style>rect { fill: rgb(1, 200, 3) }</style><rect width="40" height="30"/><script>top.ran = document.title = "ran"</script>';
    const bytes = Uint8Array.from(atob((window as unknown as { avif: string }).avif), (letter) => letter.charCodeAt(0));
    return { drawing: new Image(drawing), avif: new Image(new Blob([bytes])) };
  });
  expect(dropped).toEqual({});
  const { page: dashboard, misdeeds } = await openTab(stage, id, 'images');
  const sizeOf = (name: string) =>
    dashboard
      .getByRole('region', { name })
      .locator('img')
      .evaluate((img: HTMLImageElement) => (img.complete ? img.naturalWidth : 0));
  await expect.poll(() => sizeOf('drawing')).toBe(40);
  await expect.poll(() => sizeOf('avif')).toBeGreaterThan(0);
  const colour = await dashboard
    .getByRole('region', { name: 'drawing' })
    .locator('img')
    .evaluate((img: HTMLImageElement) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d')!;
      context.drawImage(img, 0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    });
  expect(colour).toEqual([1, 200, 3, 255]);
  expect(await dashboard.evaluate(() => 'ran' in window)).toBe(false);
  expect(await misdeeds()).toEqual([]);
});
