/** Stands in for the canvas of a browser, which Node has not: it keeps what is drawn on it, and is of one colour. */
export class ImitatedCanvas {
  static readonly drawn: number[][] = [];

  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  getContext(): object {
    const data = new Uint8ClampedArray(this.width * this.height * 4).fill(255);
    return {
      fillRect: () => undefined,
      drawImage: (_image: unknown, ...place: number[]) => ImitatedCanvas.drawn.push(place),
      getImageData: () => ({ data }),
    };
  }
}

/** A picture that knows whether it was closed. */
export function picture(width: number, height: number): ImageBitmap & { isClosed: boolean } {
  const made = { width, height, isClosed: false, close: () => (made.isClosed = true) };
  return made as never;
}
