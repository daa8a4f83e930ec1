import { useEffect } from 'preact/hooks';
import { askConsole } from '../api/console';
import { useAnswer } from '../api/use-answer';
import { formatCount } from '../format/number';
import type { RunPath } from '../format/paths';

const LAST = 500;

/** What a run printed. Says nothing for runs that print nothing, as pages mostly do. */
export function ConsolePanel({ path, fresh }: { path: RunPath; fresh: number }) {
  const { value: lines, reload } = useAnswer('console', (signal) => askConsole(path, LAST, signal));
  // A newer heartbeat may have brought newer lines.
  useEffect(reload, [fresh]);
  if (!lines || lines.length === 0) return null;
  return (
    <section aria-label="Console output">
      <h2 class="section-title">
        Console output{lines.length === LAST && <span class="group-count">last {formatCount(LAST)} lines</span>}
      </h2>
      <pre class="console" tabIndex={0}>
        {lines.map((line) => (
          <div key={line.number} class={line.isError ? 'console-error' : undefined}>
            {line.text || ' '}
          </div>
        ))}
      </pre>
    </section>
  );
}
