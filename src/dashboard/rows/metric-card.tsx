import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useRef } from 'preact/hooks';
import type { LineValue } from '../../wire/index';
import type { RunPath } from '../source/source';
import { BesideContext } from './beside';
import { FullScreenButton, useFullScreen } from './full-screen';
import { lastUpTo, placeOf } from './moments';
import { RowsStatus, stepName, StepSlider, useChosenRow } from './step-slider';
import { useRows, type StepRow } from './use-rows';

/** A row, and what of its value can be shown. */
export interface Step<Item> {
  row: StepRow;
  /** At least one. */
  items: Item[];
}

/** What is on show. */
export interface Shown<Item> extends Step<Item> {
  /** All steps that can be shown, and which of them this is. */
  steps: readonly Step<Item>[];
  index: number;
  choose: (index: number) => void;
}

interface MetricCardProps<Item> {
  path: RunPath;
  /** The metric whose rows these are. */
  metric: string;
  fresh: number;
  /** What one item of a value is called: "document". */
  noun: string;
  /** The items of a value that can be shown. It must be the same function each time. */
  read: (value: LineValue) => Item[];
  /** What the card is known by; left out: the metric. */
  name?: string;
  title?: string;
  /** Something to say of what is on show, beside the title. */
  note?: (shown: Shown<Item>) => ComponentChildren;
  /** What is said when there is nothing to show. */
  empty?: string;
  children: (shown: Shown<Item>) => ComponentChildren;
}

/**
 * One metric: its title, a slider through its steps, and what was logged at one of them. The arrow keys go through the
 * steps, and a button gives the card the whole screen. Beside the cards of other runs, see {@link BesideContext}, it
 * shows what its run has at the step of all of them, or had last before it.
 */
export function MetricCard<Item>(props: MetricCardProps<Item>) {
  const { path, metric, fresh, noun, read, name = metric, title = name, note, empty, children } = props;
  const card = useRef<HTMLElement>(null);
  const { isFull, toggle } = useFullScreen(card);
  const beside = useContext(BesideContext);
  const rows = useRows(path, metric, fresh);
  const steps = useMemo(
    () =>
      rows.rows.flatMap((row): Step<Item>[] => {
        const items = read(row.value);
        return items.length > 0 ? [{ row, items }] : [];
      }),
    [rows.rows, read],
  );
  const own = useMemo(() => steps.map(({ row }) => row), [steps]);
  const alone = useChosenRow(own);
  const { moments, index: at, choose } = beside ?? { ...alone, moments: own };
  useEffect(() => beside?.tell(own), [beside?.tell, own]);

  const moment = moments[at];
  const index = beside ? lastUpTo(own, moment ? placeOf(moment) : null) : at;
  const current = steps[index];
  const shown = current && {
    ...current,
    steps,
    index,
    // Merged with what this run has, its own moments are among those of all, in the same order.
    choose: (chosen: number) => choose(beside ? lastUpTo(moments, placeOf(own[chosen]!)) : chosen),
  };
  const said = shown && note?.(shown);
  const listen = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined || hasOtherUse(event) || !moments[at + by]) return;
    event.preventDefault();
    choose(at + by);
  };
  return (
    // Not a stop of the Tab key: whoever clicks into a card can go on with the arrow keys.
    <section
      ref={card}
      class="card"
      aria-label={beside ? `${name} of ${beside.name}` : name}
      tabIndex={-1}
      onKeyDown={listen}
    >
      <div class="card-head">
        {beside ? (
          <h3 class="card-title">{beside.title}</h3>
        ) : (
          <h2 class="card-title" title={name}>
            {title}
          </h2>
        )}
        <span class="card-note">
          {beside && current && <b>{stepName(current.row)}</b>}
          {beside && said && ' · '}
          {said}
        </span>
        <FullScreenButton isFull={isFull} onToggle={toggle} />
      </div>
      <RowsStatus rows={rows} />
      {shown && (!beside || isFull) && <StepSlider label={name} rows={moments} index={at} onIndex={choose} />}
      {shown && <div class="card-body">{children(shown)}</div>}
      {!rows.loading && rows.error === undefined && !shown && (
        <p class="rows-status">
          {steps.length > 0 ? `It has no ${noun} up to this step.` : (empty ?? `No ${noun} here can be shown.`)}
        </p>
      )}
    </section>
  );
}

/** What takes the arrow keys for itself: fields, players, and whatever scrolls or turns. */
function hasOtherUse(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return true;
  return (event.target as Element).closest('input, select, textarea, audio, video, [tabindex="0"]') !== null;
}
