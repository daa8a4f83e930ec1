/** Where the frames of a clip are drawn, one after another, as its file shows them: opaque, and of one size. */
export class FrameCanvas {
  readonly canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  /** How large frames are, which may be drawn larger or smaller. */
  readonly #from: { width: number; height: number };
  readonly #to: { width: number; height: number };
  #count = 0;

  /**
   * @param first has the size of all frames.
   * @param asked the size that is wanted; what is left out follows from the other one.
   * @param isEven whether the sides of the canvas must be even, which H.264 demands: a last row or column is repeated.
   */
  constructor(
    first: { width: number; height: number },
    asked: { width?: number | undefined; height?: number | undefined },
    isEven: boolean,
  ) {
    const ratio = first.width / first.height;
    const width = asked.width ?? (asked.height ? Math.max(1, Math.round(asked.height * ratio)) : first.width);
    const height = asked.height ?? (asked.width ? Math.max(1, Math.round(asked.width / ratio)) : first.height);
    this.#from = { width: first.width, height: first.height };
    this.#to = { width, height };
    const odd = isEven ? 2 : 1;
    this.canvas = new OffscreenCanvas(Math.ceil(width / odd) * odd, Math.ceil(height / odd) * odd);
    // In main memory, where encoders read it.
    this.#context = this.canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
  }

  /** Draws the next frame over the one before, and closes it. Throws a sentence when it has another size. */
  draw(frame: ImageBitmap): void {
    const { width, height } = frame;
    const { canvas } = this;
    const index = this.#count++;
    if (width !== this.#from.width || height !== this.#from.height) {
      frame.close();
      const first = `${this.#from.width} × ${this.#from.height}`;
      throw new RangeError(
        `all frames of a video have one size: frame ${index} is ${width} × ${height}, and the first is ${first}`,
      );
    }
    this.#context.fillRect(0, 0, canvas.width, canvas.height);
    if (canvas.width !== this.#to.width || canvas.height !== this.#to.height)
      this.#context.drawImage(frame, 0, 0, canvas.width, canvas.height);
    this.#context.drawImage(frame, 0, 0, this.#to.width, this.#to.height);
    frame.close();
  }

  /** The pixels of the frame that was drawn last, RGBA. */
  read(): Uint8ClampedArray {
    return this.#context.getImageData(0, 0, this.canvas.width, this.canvas.height).data;
  }
}
