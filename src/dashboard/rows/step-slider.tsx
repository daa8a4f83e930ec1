import { useState } from 'preact/hooks';
import { messageOf } from '../format/message';
import { formatCount } from '../format/number';
import type { Moment } from './moments';
import type { Rows } from './use-rows';

/**
 * Which of the rows is on show: the last one, and it stays the last one as rows come in, until somebody chooses
 * another.
 */
export function useChosenRow(rows: readonly Moment[]): { index: number; choose: (index: number) => void } {
  const [chosen, setChosen] = useState<number | null>(null);
  const index = Math.max(0, Math.min(chosen ?? rows.length - 1, rows.length - 1));
  return { index, choose: (next) => setChosen(next >= rows.length - 1 ? null : next) };
}

/** What a row's step is called; rows without a step go by their line. */
export function stepName(row: Moment): string {
  return row.step === null ? `line ${formatCount(row.line)}` : `step ${formatCount(row.step)}`;
}

interface StepSliderProps {
  label: string;
  rows: readonly Moment[];
  index: number;
  onIndex: (index: number) => void;
}

/** Goes through the steps of a metric; a slider, so arrow keys, Home and End work. */
export function StepSlider({ label, rows, index, onIndex }: StepSliderProps) {
  const row = rows[index];
  if (!row) return null;
  return (
    <div class="step-slider">
      <button
        type="button"
        class="icon-button"
        aria-label={`Previous step of ${label}`}
        disabled={index === 0}
        onClick={() => onIndex(index - 1)}
      >
        ‹
      </button>
      <input
        type="range"
        aria-label={`Step of ${label}`}
        aria-valuetext={stepName(row)}
        min="0"
        max={rows.length - 1}
        step="1"
        value={index}
        disabled={rows.length < 2}
        onInput={(event) => onIndex(Number(event.currentTarget.value))}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={`Next step of ${label}`}
        disabled={index >= rows.length - 1}
        onClick={() => onIndex(index + 1)}
      >
        ›
      </button>
      <output>
        <b>{stepName(row)}</b>
        <span class="step-of">
          {formatCount(index + 1)} of {formatCount(rows.length)}
        </span>
      </output>
    </div>
  );
}

/** Says how far the fetching of rows has come, where that matters to the reader. */
export function RowsStatus({ rows }: { rows: Rows }) {
  if (rows.error !== undefined) {
    return (
      <p class="rows-status" role="alert">
        {messageOf(rows.error)}{' '}
        <button type="button" class="link-button" onClick={rows.retry}>
          Try again
        </button>
      </p>
    );
  }
  if (rows.loading && rows.rows.length === 0) return <p class="rows-status">Loading…</p>;
  if (!rows.more) return null;
  return (
    <p class="rows-status">
      The first {formatCount(rows.rows.length)} steps are here.{' '}
      <button type="button" class="link-button" onClick={rows.fetchMore}>
        Fetch more
      </button>
    </p>
  );
}
