import { expect, it } from 'vitest';
import { classColor, cssColor } from '../../../../../src/dashboard/media/image/class-color';

it('gives each class a colour of its own', () => {
  const colors = Array.from({ length: 256 }, (_, id) => classColor(id));
  for (const channel of colors.flat()) expect(channel >= 0 && channel <= 255 && Number.isInteger(channel)).toBe(true);
  expect(new Set(colors.slice(0, 100).map(String)).size).toBe(100);
  expect(cssColor(0)).toBe(`rgb(${classColor(0).join(' ')})`);
});
