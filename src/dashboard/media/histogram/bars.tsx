import { formatApart } from '../../format/number';
import { densities, type Histogram } from './histogram';

const WIDTH = 400;
const HEIGHT = 64;

/** One histogram as bars, on the range that all steps share. */
export function Bars({ histogram, range, label }: { histogram: Histogram; range: [number, number]; label: string }) {
  const scale = WIDTH / (range[1] - range[0]);
  const path = densities(histogram)
    .map((density, index) => {
      if (density === 0) return '';
      const left = (histogram.edges[index]! - range[0]) * scale;
      const right = (histogram.edges[index + 1]! - range[0]) * scale;
      const top = HEIGHT * (1 - density);
      return `M${left.toFixed(2)} ${HEIGHT}V${top.toFixed(2)}H${Math.max(right, left + 0.5).toFixed(2)}V${HEIGHT}Z`;
    })
    .join('');
  return (
    <div class="bars">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <path d={path} />
      </svg>
      <div class="bars-values" aria-hidden="true">
        {formatApart(range).map((label, index) => (
          <span key={index}>{label}</span>
        ))}
      </div>
    </div>
  );
}
