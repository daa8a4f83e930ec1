import { Fragment, type ComponentChildren } from 'preact';
import type { LineValue } from '../../wire/index';
import { countOf } from '../format/number';
import type { RunPath } from '../source/source';
import { MetricCard } from './metric-card';

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

/** One metric whose values hold items to be shown: those of one step beside each other. */
export function StepCard<Item>({ noun, children, ...card }: StepCardProps<Item>) {
  return (
    <MetricCard {...card} noun={noun} note={({ items }) => items.length > 1 && countOf(items.length, noun)}>
      {({ items }) => (
        <div class="step-items">
          {items.map((item, place) => (
            <Fragment key={place}>
              {children(item, items.length > 1 ? `${card.metric}, ${noun} ${place + 1}` : card.metric)}
            </Fragment>
          ))}
        </div>
      )}
    </MetricCard>
  );
}
