import { useEffect, useMemo, useState } from 'preact/hooks';
import { ChartGroups, type Zooms } from '../charts/groups';
import type { ChartLine } from '../charts/metric-chart';
import { Filter } from '../shell/filter';
import { Failure, Loading, Notice } from '../shell/notice';
import type { Run } from '../source/run';
import type { RunPath } from '../source/source';
import { useAnswer } from '../source/use-answer';
import { groupSystemMetrics, shortNameOf } from './grouping';

/** Samples have no steps. */
const SETTINGS = { axis: '_runtime', smoothing: 0, logarithmic: false };

/** How the machine, or the page, was doing: charts of the events stream. */
export function SystemPanel({ path, run, lines }: { path: RunPath; run: Run; lines: readonly ChartLine[] }) {
  const { value, error, reload } = useAnswer('system', (source, signal) => source.metrics(path, 'events', signal));
  const [filter, setFilter] = useState('');
  const [zooms, setZooms] = useState<Zooms>(new Map());
  // New keys come early or not at all: each time the samples have doubled is often enough.
  useEffect(reload, [Math.floor(Math.log2(run.eventCount + 1))]);
  const groups = useMemo(() => {
    const keys = (value?.keys ?? [])
      .filter(({ key, kinds }) => !key.startsWith('_') && kinds.includes('number'))
      .map(({ key }) => key);
    return groupSystemMetrics(keys.filter((key) => key.toLowerCase().includes(filter.trim().toLowerCase())));
  }, [value, filter]);

  if (!value) return error === undefined ? <Loading what="system metrics" /> : <Failure error={error} retry={reload} />;
  if (value.lineCount === 0) {
    return (
      <Notice title="No system metrics">
        <p>
          A page samples its memory, its tensors and how smoothly it runs every 10 seconds, unless{' '}
          <code>{'init({ settings: { pageMetricsInterval: 0 } })'}</code> has turned that off. W&B’s Python client
          samples its machine.
        </p>
      </Notice>
    );
  }
  return (
    <>
      <div class="tools chart-tools">
        <Filter label="Filter system metrics" value={filter} onInput={setFilter} />
        <span class="tools-note">Over the time since the start</span>
        {zooms.size > 0 && (
          <button type="button" class="button button-small" onClick={() => setZooms(new Map())}>
            Reset zoom
          </button>
        )}
      </div>
      {groups.length === 0 && <Notice title="No metric has this in its name" />}
      <ChartGroups
        groups={groups}
        otherwise="General"
        titleOf={(key, { name }) =>
          shortNameOf(key)
            .slice(name === '' ? 0 : name.length)
            .replace(/^\./, '') || shortNameOf(key)
        }
        lines={lines}
        definitions={[]}
        settings={SETTINGS}
        zooms={zooms}
        onZooms={setZooms}
      />
    </>
  );
}
