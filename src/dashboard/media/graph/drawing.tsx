import { useId, useMemo, useRef, useState } from 'preact/hooks';
import { useWidth } from '../../charts/in-view';
import { countOf, formatCount } from '../../format/number';
import { BoxView } from './box-view';
import { fold, groupsIn } from './fold';
import { layOut, type Layout } from './layout';
import type { LoggedGraph } from './logged-graph';

/** A graph of more layers is first seen with its groups folded. */
const MOST_UNFOLDED = 60;
/** Boxes that are drawn: nobody finds anything in more. */
const MOST_BOXES = 500;
/** By how much a press makes a drawing larger or smaller, and how small it may become. */
const ZOOM = 1.25;
const LEAST_SCALE = 0.2;
/** So small it may be of itself. */
const READABLE = 0.75;

/** A graph from top to bottom, whose groups can be folded. */
export function Drawing({ graph, label }: { graph: LoggedGraph; label: string }) {
  const groups = useMemo(() => groupsIn(graph.layers), [graph]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    graph.layers.length > MOST_UNFOLDED ? new Set<string>() : groups,
  );
  const whole = useMemo(() => fold(graph, groups, opened), [graph, groups, opened]);
  const boxes = whole.boxes.slice(0, MOST_BOXES);
  const layout = useMemo(() => layOutFirst(whole), [whole]);

  const pane = useRef<HTMLDivElement>(null);
  const room = useWidth(pane);
  const [chosenScale, setScale] = useState<number | null>(null);
  const scale = chosenScale ?? Math.max(READABLE, Math.min(1, room / (layout?.width ?? room)));
  const arrow = useId();
  const most = boxes.reduce((all, { layer }) => Math.max(all, layer.parameters ?? 0), 0);
  const types = [...new Set(graph.layers.map(({ type }) => type))];
  const zoom = (by: number) => setScale(Math.max(LEAST_SCALE, Math.min(2, scale * by)));
  return (
    <div class="graph-drawing">
      <div class="graph-tools">
        <span class="card-note">{noteOf(graph, boxes.length, whole.boxes.length)}</span>
        {groups.size > 0 && (
          <>
            <button type="button" class="link-button" onClick={() => setOpened(new Set())}>
              Fold all
            </button>
            <button type="button" class="link-button" onClick={() => setOpened(groups)}>
              Unfold all
            </button>
          </>
        )}
        <button type="button" class="icon-button" aria-label={`Make ${label} smaller`} onClick={() => zoom(1 / ZOOM)}>
          −
        </button>
        <button type="button" class="icon-button" aria-label={`Make ${label} larger`} onClick={() => zoom(ZOOM)}>
          +
        </button>
        <button
          type="button"
          class="icon-button"
          title="Show its whole width"
          aria-label={`Show the whole width of ${label}`}
          onClick={() => setScale(null)}
        >
          ⤢
        </button>
      </div>
      <div ref={pane} class="graph-pane" tabIndex={0} role="region" aria-label={`Drawing of ${label}`}>
        {!layout && (
          <p class="file-box-status">This graph has too many connections to be drawn. The table has its layers.</p>
        )}
        {layout && (
          <div class="graph-canvas" style={{ width: layout.width * scale, height: layout.height * scale }}>
            <div
              class="graph-plane"
              style={{ width: layout.width, height: layout.height, transform: `scale(${scale})` }}
            >
              <svg width={layout.width} height={layout.height} aria-hidden="true">
                <marker id={arrow} viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
                  <path d="M0 0L8 4L0 8z" />
                </marker>
                {layout.links.map((path, place) => (
                  <path key={place} class="graph-link" d={path} marker-end={`url(#${arrow})`} />
                ))}
              </svg>
              {boxes.map((box, place) => (
                <BoxView
                  key={place}
                  box={box}
                  center={layout.boxes[place]!}
                  color={types.indexOf(box.layer.type)}
                  share={most > 0 ? (box.layer.parameters ?? 0) / most : 0}
                  onOpen={(group) => setOpened(new Set([...opened, group]))}
                />
              ))}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

function noteOf({ layers, lost }: LoggedGraph, drawn: number, all: number): string {
  const parameters = layers.reduce((sum, layer) => sum + (layer.parameters ?? 0), 0);
  const parts = [countOf(layers.length, 'layer')];
  if (parameters > 0) parts.push(countOf(parameters, 'parameter'));
  if (drawn < all) parts.push(`the first ${formatCount(drawn)} of ${formatCount(all)} boxes are drawn`);
  if (lost > 0) parts.push(`${countOf(lost, 'connection')} to no layer left out`);
  return parts.join(' · ');
}

function layOutFirst({ boxes, links }: ReturnType<typeof fold>): Layout | null {
  const among = links.filter((ends) => ends.every((end) => end < MOST_BOXES));
  return layOut(Math.min(boxes.length, MOST_BOXES), among);
}
