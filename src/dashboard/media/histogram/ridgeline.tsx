import { useCallback } from 'preact/hooks';
import type { Colors } from '../../theme/colors';
import { footOf, ridgeAt, ridgeLine, ridgesShown } from './ridge';
import { stepLabels, StepsCanvas, valueLabels, type Place, type StepsViewProps } from './steps-canvas';

/** More ridges would be lines over lines. */
const MOST_RIDGES = 24;

/** Histograms one before the other, the first step behind and the last in front. */
export function Ridgeline({ label, columns, range, chosen, onHover, onChoose }: StepsViewProps) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, colors: Colors) => drawRidges(context, columns, range, chosen, colors),
    [columns, range, chosen],
  );
  const pointAt = ({ x, y }: Place) => {
    const shown = ridgesShown(columns.length, chosen, MOST_RIDGES);
    const meant = ridgeAt(y, columns.length);
    const index = shown.reduce((best, one) => (Math.abs(one - meant) < Math.abs(best - meant) ? one : best));
    return { index, value: range[0] + x * (range[1] - range[0]) };
  };
  return (
    <StepsCanvas
      label={`${label} over ${columns.length} steps as ridges; the slider chooses a step`}
      class="heat-ridges"
      left={stepLabels(columns)}
      leftFrom={footOf(0, columns.length)}
      below={valueLabels(range)}
      draw={draw}
      pointAt={pointAt}
      onHover={onHover}
      onChoose={onChoose}
    />
  );
}

function drawRidges(
  context: CanvasRenderingContext2D,
  columns: StepsViewProps['columns'],
  range: [number, number],
  chosen: number,
  colors: Colors,
): void {
  const { width, height } = context.canvas;
  const across = (value: number) => ((value - range[0]) / (range[1] - range[0])) * width;
  const thickness = devicePixelRatio;
  const trace = (index: number) => {
    const foot = footOf(index, columns.length) * (height - 2 * thickness);
    context.beginPath();
    for (const [value, part] of ridgeLine(columns[index]!.histogram))
      context.lineTo(across(value), Math.max(thickness, foot - part * height));
  };
  context.lineJoin = 'round';
  for (const index of ridgesShown(columns.length, chosen, MOST_RIDGES)) {
    trace(index);
    // It covers what stands behind it, all but a little.
    context.globalAlpha = 0.9;
    context.fillStyle = colors.surface;
    context.fill();
    context.globalAlpha = index === chosen ? 0.6 : 0.18;
    context.fillStyle = colors.accent;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = thickness;
    context.strokeStyle = colors.accent;
    context.stroke();
  }
  // The chosen one is seen through those before it.
  if (!columns[chosen]) return;
  trace(chosen);
  context.lineWidth = 2 * thickness;
  context.strokeStyle = colors.text;
  context.stroke();
}
