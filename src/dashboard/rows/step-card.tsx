import { Fragment, type ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LineValue } from '../../wire/index';
import { countOf } from '../format/number';
import type { RunPath } from '../source/source';
import { RowsStatus, StepSlider, useChosenRow } from './step-slider';
import { useRows } from './use-rows';

interface StepCardProps<Item> {
  path: RunPath;
  metric: string;
  fresh: number;
  /** What one item of a value is called: "document". */
  noun: string;
  /** The items of a value that can be shown. It must be the same function each time. */
  read: (value: LineValue) => Item[];
  /** Draws one item. `label` is what it is called by those who cannot see it. */
  children: (item: Item, label: string) => ComponentChildren;
}

/** One metric whose values hold items to be shown: those of one step, and a slider through the steps. */
export function StepCard<Item>({ path, metric, fresh, noun, read, children }: StepCardProps<Item>) {
  const rows = useRows(path, metric, fresh);
  const shown = useMemo(
    () =>
      rows.rows.flatMap((row) => {
        const items = read(row.value);
        return items.length > 0 ? [{ row, items }] : [];
      }),
    [rows.rows, read],
  );
  const steps = useMemo(() => shown.map(({ row }) => row), [shown]);
  const { index, choose } = useChosenRow(steps);
  const current = shown[index];
  return (
    <section class="card" aria-label={metric}>
      <div class="card-head">
        <h2 class="card-title" title={metric}>
          {metric}
        </h2>
        {current && current.items.length > 1 && <span class="card-note">{countOf(current.items.length, noun)}</span>}
      </div>
      <RowsStatus rows={rows} />
      {current && (
        <>
          <StepSlider label={metric} rows={steps} index={index} onIndex={choose} />
          <div class="step-items">
            {current.items.map((item, place) => (
              <Fragment key={place}>
                {children(item, current.items.length > 1 ? `${metric}, ${noun} ${place + 1}` : metric)}
              </Fragment>
            ))}
          </div>
        </>
      )}
      {!rows.loading && rows.error === undefined && !current && <p class="rows-status">No {noun} here can be shown.</p>}
    </section>
  );
}
