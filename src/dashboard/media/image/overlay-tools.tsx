import { labelOf } from './boxes';
import { cssColor } from './class-color';
import type { OverlayView } from './overlays';
import type { Layer } from './use-layers';

/** Switches what lies over the pictures on and off, by its name and by class. */
export function OverlayTools({
  layers,
  view,
  onView,
}: {
  layers: readonly Layer[];
  view: OverlayView;
  onView: (view: OverlayView) => void;
}) {
  if (layers.length === 0) return null;
  const names = [...new Set(layers.map(({ overlay }) => overlay.name))];
  const classes = new Map<number, string>();
  for (const { classes: ids, labels } of layers)
    for (const id of ids) if (id !== 0 || labels.has(0)) classes.set(id, labels.get(id) ?? classes.get(id) ?? '');
  const faults = new Set(layers.flatMap(({ overlay, fault }) => (fault ? [`${overlay.name}: ${fault}`] : [])));
  return (
    <div class="overlay-tools">
      {names.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={!view.hiddenNames.has(name)}
            onChange={() => onView({ ...view, hiddenNames: toggled(view.hiddenNames, name) })}
          />
          {name}
        </label>
      ))}
      {[...classes]
        .sort(([a], [b]) => a - b)
        .map(([id, name]) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={!view.hiddenClasses.has(id)}
              onChange={() => onView({ ...view, hiddenClasses: toggled(view.hiddenClasses, id) })}
            />
            <span class="overlay-swatch" style={{ background: cssColor(id) }} />
            {name || labelOf(id, new Map())}
          </label>
        ))}
      {layers.some(({ mask }) => mask) && (
        <label>
          Opacity
          <input
            type="range"
            min="0"
            max="100"
            value={view.opacity * 100}
            onInput={(event) => onView({ ...view, opacity: Number(event.currentTarget.value) / 100 })}
          />
        </label>
      )}
      {[...faults].map((fault) => (
        <span key={fault} class="overlay-fault">
          {fault}
        </span>
      ))}
    </div>
  );
}

function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
