import { useEffect } from 'preact/hooks';
import { formatAgo, formatClock, formatDate, isoTime } from '../format/moment';
import { useNow } from '../live/use-now';
import type { Run } from '../source/run';
import type { RunPath } from '../source/source';
import { useAnswer } from '../source/use-answer';
import { entriesOf, entryOfAlert, mergeEntries, type LogEntry } from './log-entries';

/** What happened to a run, the latest first. */
export function LogPanel({ path, run, seen }: { path: RunPath; run: Run; seen: readonly LogEntry[] }) {
  const now = useNow(1000);
  const { value: alerts = [], reload } = useAnswer('alerts', (source, signal) => source.alerts(path, signal));
  // A newer heartbeat may have brought newer alerts.
  useEffect(reload, [run.heartbeatAt, run.urgent?.at]);
  const entries = mergeEntries([...entriesOf(run), ...alerts.map(entryOfAlert)], seen);
  return (
    <div class="log">
      <section aria-label="Life of the run">
        <h2 class="section-title">Life of the run</h2>
        <ol class="timeline">
          {entries.map((entry, index) => (
            <li key={`${entries.length - index} ${entry.text}`} class={`timeline-${entry.tone}`}>
              <time dateTime={isoTime(entry.at)}>
                {formatClock(entry.at)}
                <span class="timeline-date">{formatDate(entry.at)}</span>
              </time>
              <span class="timeline-dot" aria-hidden="true" />
              <span class="timeline-text">
                {entry.text}
                {entry.detail && <span class="timeline-detail">{entry.detail}</span>}
                {entry.seen && <span class="timeline-detail">seen live</span>}
              </span>
              <span class="timeline-ago">{formatAgo(entry.at, now)}</span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
