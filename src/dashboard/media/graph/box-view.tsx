import { countOf, formatCount } from '../../format/number';
import { RUN_COLORS } from '../../theme/colors';
import type { Box } from './fold';
import { BOX } from './layout';

interface BoxViewProps {
  box: Box;
  center: { x: number; y: number };
  /** The number of its type. */
  color: number;
  /** How large a part of the most parameters of a box it has. */
  share: number;
  onOpen: (group: string) => void;
}

/** One layer of a drawing, or a folded group, which a press opens. */
export function BoxView({ box: { layer, count, group }, center, color, share, onOpen }: BoxViewProps) {
  const kind = group === undefined ? layer.type : countOf(count, 'layer');
  const parameters = layer.parameters === null ? '' : countOf(layer.parameters, 'parameter');
  const style = {
    left: center.x - BOX.width / 2,
    top: center.y - BOX.height / 2,
    width: BOX.width,
    height: BOX.height,
    ...(group === undefined && { '--layer': `var(--run-${color % RUN_COLORS})` }),
  };
  const lines = (
    <>
      <b>{layer.name}</b>
      <span>
        {layer.type && layer.parameters !== null && group === undefined
          ? `${kind} · ${formatCount(layer.parameters)}`
          : kind}
      </span>
      <span>{layer.shape}</span>
      {share > 0 && <i style={{ width: `${100 * share}%` }} />}
    </>
  );
  const title = [layer.name, kind, layer.shape, parameters].filter(Boolean).join('\n');
  if (group === undefined) {
    return (
      <div class="graph-box" style={style} title={title}>
        {lines}
      </div>
    );
  }
  return (
    <button
      type="button"
      class="graph-box graph-group"
      style={style}
      title={title}
      aria-label={`Unfold ${group}, ${kind}`}
      onClick={() => onOpen(group)}
    >
      {lines}
    </button>
  );
}
