/** Red, green, blue and alpha, 0 to 255; colours are not multiplied by alpha. */
export type Colour = [red: number, green: number, blue: number, alpha: number];

/** A picture of four squares: above left, above right, below left, below right. */
export type Quarters = [Colour, Colour, Colour, Colour];

/** Of one colour. */
export function all(colour: Colour): Quarters {
  return [colour, colour, colour, colour];
}

export const OPAQUE: Quarters = [
  [200, 100, 50, 255],
  [10, 220, 120, 255],
  [30, 60, 240, 255],
  [255, 255, 255, 255],
];

/** With enough alpha that colours come back within one level from where they are kept multiplied by it. */
export const HALF: Quarters = [
  [200, 100, 50, 255],
  [200, 100, 50, 128],
  [30, 60, 240, 200],
  [0, 0, 0, 0],
];

/** With so little alpha that a colour that was multiplied by it once is lost: of 200, 100, 50 would be 170, 85, 85. */
export const FAINT: Quarters = [
  [200, 100, 50, 255],
  [200, 100, 50, 3],
  [10, 220, 120, 1],
  [0, 0, 0, 0],
];

export const GRAY: Quarters = [
  [7, 7, 7, 255],
  [100, 100, 100, 255],
  [200, 200, 200, 255],
  [255, 255, 255, 255],
];

export const BLACK_WHITE: Quarters = [
  [255, 255, 255, 255],
  [0, 0, 0, 255],
  [0, 0, 0, 255],
  [255, 255, 255, 255],
];

export const EMPTY = all([0, 0, 0, 0]);

/** Numbers of display-p3. The last is a red that sRGB does not have. */
export const IN_P3: Quarters = [
  [200, 100, 50, 255],
  [120, 130, 140, 255],
  [90, 60, 150, 255],
  [255, 0, 0, 255],
];

/** From display-p3 to sRGB, of linear light. Both have the same white and the same curve (CSS Color 4, section 10). */
const TO_SRGB = [
  [1.2249401762805598, -0.2249401762805598, 0],
  [-0.0420569547096881, 1.0420569547096881, 0],
  [-0.0196375545903344, -0.0786360455506319, 1.0982736001409663],
];

/** The same light in the numbers of sRGB; what that does not have is cut off. */
export function fromP3([red, green, blue, alpha]: Colour): Colour {
  const light = [red, green, blue].map((value) => toLight(value / 255));
  const [r, g, b] = TO_SRGB.map((row) => {
    const sum = row.reduce((total, factor, i) => total + factor * light[i]!, 0);
    return Math.round(fromLight(Math.min(1, Math.max(0, sum))) * 255);
  });
  return [r!, g!, b!, alpha];
}

export function quartersFromP3(quarters: Quarters): Quarters {
  return quarters.map(fromP3) as Quarters;
}

function toLight(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function fromLight(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}
