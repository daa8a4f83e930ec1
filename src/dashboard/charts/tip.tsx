import type { CursorAt } from './plot';

/** What one run has at the crosshair. */
export interface TipEntry {
  id: string;
  name: string;
  color: string;
  size: number;
  value: string;
  /** The value that was logged, where the one above is smoothed. */
  raw?: string;
  /** That it has more values there. */
  others?: string;
}

const MOST = 10;

/** The values of several runs at the crosshair, the largest first. */
export function ChartTip({ cursor, heading, entries }: { cursor: CursorAt; heading: string; entries: TipEntry[] }) {
  const onLeft = cursor.left > cursor.width / 2;
  const place = onLeft ? { right: `calc(100% - ${cursor.left - 12}px)` } : { left: `${cursor.left + 12}px` };
  const sorted = [...entries].sort((a, b) => b.size - a.size);
  return (
    <div class="tip" style={place}>
      <div class="tip-heading">{heading}</div>
      {sorted.slice(0, MOST).map((entry) => (
        <div key={entry.id} class="tip-entry">
          <span class="swatch" style={{ background: entry.color }} />
          <span class="tip-name">{entry.name}</span>
          <b>{entry.value}</b>
          {entry.others !== undefined && <span class="tip-others">{entry.others}</span>}
        </div>
      ))}
      {sorted.length > MOST && <div class="tip-heading">and {sorted.length - MOST} more</div>}
    </div>
  );
}
