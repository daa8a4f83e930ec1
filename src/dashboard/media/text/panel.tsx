import type { LineValue } from '../../../wire/index';
import { fileNameOf } from '../../format/file-name';
import { MetricCard, type Shown } from '../../rows/metric-card';
import { placeOf } from '../../rows/moments';
import { SaveButton } from '../../shell/save-button';
import type { RunPath } from '../../source/source';
import { useStoredState } from '../../stored/use-stored-state';
import { ChangedText } from './changed-text';
import './text.css';

const readText = (value: LineValue) => (typeof value === 'string' ? [value] : []);

/** One metric whose values are text: that of one step, and what has changed since the step before. */
export function TextPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <MetricCard path={path} metric={metric} fresh={fresh} noun="text" read={readText}>
      {(shown) => <TextOfStep metric={metric} shown={shown} />}
    </MetricCard>
  );
}

const isSwitch = (value: unknown) => typeof value === 'boolean';

function TextOfStep({ metric, shown: { row, items, steps, index } }: { metric: string; shown: Shown<string> }) {
  const [showsChanges, setShowsChanges] = useStoredState('text-changes', false, isSwitch);
  const text = items[0]!;
  const before = steps[index - 1]?.items[0];
  return (
    <div class="text-of-step">
      <div class="text-tools">
        <label class="check" title={before === undefined ? 'No text was logged before this one.' : undefined}>
          <input
            type="checkbox"
            checked={showsChanges}
            onChange={(event) => setShowsChanges(event.currentTarget.checked)}
          />
          Changes since the step before
        </label>
        <SaveButton
          label="Download"
          title="Save this text"
          name={`${fileNameOf(metric)}-${placeOf(row)}.txt`}
          make={() => new Blob([text], { type: 'text/plain;charset=utf-8' })}
        />
      </div>
      {showsChanges && before !== undefined ? (
        <ChangedText before={before} after={text} />
      ) : (
        <>
          {showsChanges && <p class="rows-status">This is the first text.</p>}
          <pre class="text-value" tabIndex={0}>
            {text}
          </pre>
        </>
      )}
    </div>
  );
}
