import type uPlot from 'uplot';
import type { Points } from './data/points';

/**
 * Draws a line through its points as they were logged, wherever x goes: uPlot itself knows lines only whose x ascends.
 * What has no place is a gap.
 */
export function linePath(plot: uPlot, { x, y }: Points, logarithmic: boolean): uPlot.Series.Paths {
  const stroke = new Path2D();
  let isDown = false;
  for (const [index, value] of y.entries()) {
    const hasPlace = Number.isFinite(value) && (!logarithmic || value > 0);
    if (hasPlace) {
      const left = plot.valToPos(x[index]!, 'x', true);
      const top = plot.valToPos(value, 'y', true);
      if (isDown) stroke.lineTo(left, top);
      else stroke.moveTo(left, top);
    }
    isDown = hasPlace;
  }
  return { stroke, fill: null, clip: null, band: null, flags: 0 };
}
