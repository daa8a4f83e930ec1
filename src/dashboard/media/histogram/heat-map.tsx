import { useCallback } from 'preact/hooks';
import type { Colors } from '../../theme/colors';
import { densities } from './histogram';
import { stepLabels, StepsCanvas, valueLabels, type Place, type StepsViewProps } from './steps-canvas';

/** Histograms side by side, one column for each step: the darker, the more values lie there. */
export function HeatMap({ label, columns, range, chosen, onHover, onChoose }: StepsViewProps) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, colors: Colors) => drawHeat(context, columns, range, colors.accent),
    [columns, range],
  );
  const pointAt = ({ x, y }: Place) => ({
    index: Math.min(columns.length - 1, Math.floor(x * columns.length)),
    value: range[1] - y * (range[1] - range[0]),
  });
  const columnWidth = 100 / columns.length;
  return (
    <StepsCanvas
      label={`${label} over ${columns.length} steps as a heat map; the slider chooses a step`}
      class="heat-map"
      left={valueLabels(range).toReversed()}
      below={stepLabels(columns)}
      draw={draw}
      pointAt={pointAt}
      onHover={onHover}
      onChoose={onChoose}
    >
      <span class="heat-cursor" style={{ left: `${chosen * columnWidth}%`, width: `max(2px, ${columnWidth}%)` }} />
    </StepsCanvas>
  );
}

function drawHeat(
  context: CanvasRenderingContext2D,
  columns: StepsViewProps['columns'],
  range: [number, number],
  color: string,
): void {
  const { width, height } = context.canvas;
  context.fillStyle = color;
  const scale = height / (range[1] - range[0]);
  for (const [index, { histogram }] of columns.entries()) {
    const left = Math.round((index * width) / columns.length);
    const right = Math.round(((index + 1) * width) / columns.length);
    for (const [bin, density] of densities(histogram).entries()) {
      if (density === 0) continue;
      const bottom = Math.round(height - (histogram.edges[bin]! - range[0]) * scale);
      const top = Math.round(height - (histogram.edges[bin + 1]! - range[0]) * scale);
      // The root lets thin tails be seen beside the peak.
      context.globalAlpha = 0.06 + 0.94 * Math.sqrt(density);
      context.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }
  }
}
