import { useMemo, useState } from 'preact/hooks';
import { countOf, formatCount } from '../format/number';
import { useStoredState } from '../stored/use-stored-state';
import type { Run } from '../source/run';

/** How many runs are drawn before anybody has ticked some. */
const COUNTS = [6, 12, 25, 50, 100];

export interface Drawn {
  /** The runs in charts, in the order of the table: those of its runs that are ticked, or its first ones. */
  runs: readonly Run[];
  /** What is ticked, also of runs that the filter leaves out. */
  ticked: ReadonlySet<string>;
  isChosen: boolean;
  most: number;
  /** Null: the first ones again, whichever they are. */
  choose: (ticked: ReadonlySet<string> | null) => void;
  setMost: (most: number) => void;
}

/** Which runs of the table are drawn. `shown` are its runs, filtered and sorted. */
export function useDrawn(shown: readonly Run[]): Drawn {
  const [chosen, choose] = useState<ReadonlySet<string> | null>(null);
  const [most, setMost] = useStoredState('drawn', COUNTS[0]!, isCount);
  const runs = chosen ? shown.filter((run) => chosen.has(run.id)) : shown.slice(0, most);
  const ids = JSON.stringify(runs.map((run) => run.id));
  const ticked = useMemo(() => chosen ?? new Set(runs.map((run) => run.id)), [chosen, ids]);
  return { runs, ticked, isChosen: chosen !== null, most, choose, setMost };
}

function isCount(value: unknown): value is number {
  return COUNTS.includes(value as number);
}

/** Says which runs are drawn, and lets people choose how many. `order` is in words. */
export function DrawnNote({ drawn, of, order }: { drawn: Drawn; of: number; order: string }) {
  if (drawn.isChosen) {
    const hidden = drawn.ticked.size - drawn.runs.length;
    return (
      <span class="tools-note" role="status">
        {countOf(drawn.runs.length, 'ticked run')} in charts
        {hidden > 0 && `, ${formatCount(hidden)} more left out by the filter`}.{' '}
        <button type="button" class="link-button" onClick={() => drawn.choose(null)}>
          Draw the first {drawn.most}
        </button>
      </span>
    );
  }
  if (of <= COUNTS[0]!)
    return <span class="tools-note">{of === 1 ? '1 run' : `All ${formatCount(of)} runs`} in charts</span>;
  return (
    <label class="tools-note">
      In charts:{' '}
      <select value={drawn.most} onChange={(event) => drawn.setMost(Number(event.currentTarget.value))}>
        {COUNTS.map((count) => (
          <option key={count} value={count}>
            {count}
          </option>
        ))}
      </select>{' '}
      of {formatCount(of)} runs, {order}
    </label>
  );
}
