import { useLayoutEffect, useRef } from 'preact/hooks';
import { useWidth } from '../../charts/in-view';
import { formatApart } from '../../format/number';
import { useColors } from '../../theme/colors';
import { densities, type Histogram } from './histogram';

interface HeatMapProps {
  label: string;
  columns: readonly { name: number; histogram: Histogram }[];
  range: [number, number];
  chosen: number;
  onHover: (index: number | null) => void;
  onChoose: (index: number) => void;
}

const HEIGHT = 150;

/** Histograms side by side, one column for each step: the darker, the more values lie there. */
export function HeatMap({ label, columns, range, chosen, onHover, onChoose }: HeatMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(box);
  const colors = useColors();
  useLayoutEffect(() => {
    if (canvas.current && width > 0) drawHeat(canvas.current, columns, range, width, colors.accent);
  }, [columns, range, width, colors]);

  const indexAt = (event: MouseEvent) => {
    const bounds = box.current!.getBoundingClientRect();
    const share = (event.clientX - bounds.left) / Math.max(1, bounds.width);
    return Math.max(0, Math.min(columns.length - 1, Math.floor(share * columns.length)));
  };
  const columnWidth = 100 / Math.max(1, columns.length);
  return (
    <div class="heat">
      <div class="heat-values" aria-hidden="true">
        {formatApart([range[1], (range[0] + range[1]) / 2, range[0]]).map((label, index) => (
          <span key={index}>{label}</span>
        ))}
      </div>
      <div
        ref={box}
        class="heat-box"
        role="img"
        aria-label={`${label} over ${columns.length} steps; the slider below chooses a step`}
        onPointerMove={(event) => onHover(indexAt(event))}
        onPointerLeave={() => onHover(null)}
        onClick={(event) => onChoose(indexAt(event))}
      >
        <canvas ref={canvas} class="heat-canvas" />
        <span class="heat-cursor" style={{ left: `${chosen * columnWidth}%`, width: `max(2px, ${columnWidth}%)` }} />
      </div>
      <div class="heat-steps" aria-hidden="true">
        {formatApart(stepLabels(columns.map((column) => column.name)), true).map((label, index) => (
          <span key={index}>{label}</span>
        ))}
      </div>
    </div>
  );
}

function stepLabels(names: readonly number[]): number[] {
  if (names.length < 3) return [...names];
  return [names[0]!, names[Math.floor((names.length - 1) / 2)]!, names.at(-1)!];
}

function drawHeat(
  canvas: HTMLCanvasElement,
  columns: HeatMapProps['columns'],
  range: [number, number],
  width: number,
  color: string,
): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(HEIGHT * ratio);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = color;
  const scale = canvas.height / (range[1] - range[0]);
  for (const [index, { histogram }] of columns.entries()) {
    const left = Math.round((index * canvas.width) / columns.length);
    const right = Math.round(((index + 1) * canvas.width) / columns.length);
    for (const [bin, density] of densities(histogram).entries()) {
      if (density === 0) continue;
      const bottom = Math.round(canvas.height - (histogram.edges[bin]! - range[0]) * scale);
      const top = Math.round(canvas.height - (histogram.edges[bin + 1]! - range[0]) * scale);
      // The root lets thin tails be seen beside the peak.
      context.globalAlpha = 0.06 + 0.94 * Math.sqrt(density);
      context.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }
  }
}
