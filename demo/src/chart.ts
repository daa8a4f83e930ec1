/** A stretch of the x-axis: `to` is null while it lasts. */
interface Stretch {
  from: number;
  to: number | null;
}

const MARGIN = { top: 12, right: 12, bottom: 24, left: 44 };

/** The smoothed line is a mean over about so many batches, over fewer at the start. */
const SMOOTHED_OVER = 20;

/**
 * The loss over the steps: each batch as a faint dot, their smoothed course as a line, time without network as a band,
 * and where the run was resumed as upright lines.
 */
export class LossChart {
  private readonly canvas: HTMLCanvasElement;
  private readonly points: { step: number; loss: number; smooth: number }[] = [];
  private readonly cuts: Stretch[] = [];
  private readonly resumptions: number[] = [];
  private drawing = false;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    new ResizeObserver(() => this.redraw()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.redraw());
  }

  /** What the chart shows, as text that `restore` reads: a reload need not wipe it. */
  save(): string {
    return JSON.stringify([this.points, this.cuts, this.resumptions]);
  }

  restore(text: string): void {
    const [points, cuts, resumptions] = JSON.parse(text) as [typeof this.points, Stretch[], number[]];
    this.points.push(...points);
    this.cuts.push(...cuts);
    this.resumptions.push(...resumptions);
    this.redraw();
  }

  add(step: number, loss: number): void {
    const before = this.points.at(-1)?.smooth ?? loss;
    this.points.push({
      step,
      loss,
      smooth: before + (loss - before) / Math.min(SMOOTHED_OVER, this.points.length + 1),
    });
    this.redraw();
  }

  markResumed(step: number): void {
    this.resumptions.push(step);
    this.redraw();
  }

  markCut(isCut: boolean): void {
    const last = this.cuts.at(-1);
    const step = this.points.at(-1)?.step ?? this.resumptions.at(-1) ?? 0;
    if (isCut && last?.to !== null) this.cuts.push({ from: step, to: null });
    else if (!isCut && last) last.to ??= step;
    this.redraw();
  }

  private redraw(): void {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      this.draw();
    });
  }

  private draw(): void {
    const { canvas, points } = this;
    const pen = canvas.getContext('2d');
    if (!pen || canvas.clientWidth === 0) return;
    const scale = window.devicePixelRatio;
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    pen.scale(scale, scale);
    const style = getComputedStyle(canvas);
    const color = (name: string) => style.getPropertyValue(name);
    const width = canvas.clientWidth - MARGIN.left - MARGIN.right;
    const height = canvas.clientHeight - MARGIN.top - MARGIN.bottom;

    const first = points[0]?.step ?? 0;
    const last = Math.max(points.at(-1)?.step ?? 0, first + 100);
    // A logarithm: the loss falls fast at first, and the rest would lie on the floor.
    const high = 3;
    const low = 0.02;
    const x = (step: number) => MARGIN.left + ((step - first) / (last - first)) * width;
    const y = (loss: number) => {
      const share = Math.log(Math.min(high, Math.max(low, loss)) / low) / Math.log(high / low);
      return MARGIN.top + (1 - share) * height;
    };

    pen.font = `12px ${style.fontFamily}`;
    pen.textBaseline = 'middle';
    for (const { from, to } of this.cuts) {
      pen.fillStyle = color('--cut-band');
      pen.fillRect(x(from), MARGIN.top, Math.max(2, x(to ?? last) - x(from)), height);
      pen.fillStyle = color('--cut-text');
      pen.textAlign = 'left';
      if (x(to ?? last) - x(from) > 70) pen.fillText('no network', x(from) + 6, MARGIN.top + 9);
    }
    pen.fillStyle = color('--quiet');
    pen.strokeStyle = color('--line');
    pen.lineWidth = 1;
    pen.textAlign = 'right';
    for (const loss of [0.03, 0.1, 0.3, 1, 3]) {
      stroke(pen, [MARGIN.left, y(loss)], [MARGIN.left + width, y(loss)]);
      pen.fillText(String(loss), MARGIN.left - 8, y(loss));
    }
    pen.textAlign = 'center';
    const every = tickDistance(last - first);
    for (let step = Math.ceil(first / every) * every; step <= last; step += every) {
      pen.fillText(String(step), x(step), canvas.clientHeight - 8);
    }
    pen.setLineDash([3, 3]);
    pen.strokeStyle = color('--text');
    pen.fillStyle = color('--text');
    pen.textAlign = 'right';
    for (const step of this.resumptions) {
      stroke(pen, [x(step), MARGIN.top], [x(step), MARGIN.top + height]);
      pen.textAlign = x(step) < MARGIN.left + 60 ? 'left' : 'right';
      pen.fillText('resumed', x(step) + (pen.textAlign === 'left' ? 5 : -5), MARGIN.top + 24);
    }
    pen.setLineDash([]);

    pen.fillStyle = color('--dots');
    for (const { step, loss } of points) pen.fillRect(x(step) - 1, y(loss) - 1, 2, 2);
    pen.strokeStyle = color('--accent');
    pen.lineWidth = 2;
    pen.lineJoin = 'round';
    pen.beginPath();
    for (const { step, smooth } of points) pen.lineTo(x(step), y(smooth));
    pen.stroke();
  }
}

/** A round number that divides the length into three to seven parts. */
function tickDistance(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length / 3));
  return [5, 2, 1].map((factor) => factor * power).find((distance) => length / distance >= 3) ?? power;
}

function stroke(pen: CanvasRenderingContext2D, from: [number, number], to: [number, number]): void {
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
}
