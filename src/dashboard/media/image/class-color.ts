/** The colour of a class as red, green and blue: neighbours in number are far apart in hue. */
export function classColor(id: number): [number, number, number] {
  const hue = (id * 137.508) % 360;
  // HSL of 75 % saturation and 52 % lightness.
  const channel = (offset: number) => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (0.52 - 0.36 * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

export function cssColor(id: number): string {
  return `rgb(${classColor(id).join(' ')})`;
}
