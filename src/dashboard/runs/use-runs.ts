import { useEffect, useRef, useState } from 'preact/hooks';
import type { LinesChange, RunChange } from '../../wire/dashboard';
import { askRuns, type Run } from '../api/runs';
import { useAnswer } from '../api/use-answer';
import type { LiveState } from '../live/stream';
import { useLive } from '../live/use-live';
import { withChange } from '../run/change';

interface Runs {
  runs: Run[] | undefined;
  error: unknown;
  live: LiveState;
  reload: () => void;
}

/** The runs of a project, kept up to date. `onLines` hears of new lines; when `runs` changes, line counts may be ahead of what it heard. */
export function useRuns(entity: string, project: string, onLines: (change: LinesChange) => void): Runs {
  const { value, error, reload } = useAnswer(`${entity}/${project}`, (signal) => askRuns(entity, project, signal));
  const [runs, setRuns] = useState<Run[]>();
  const changes = useRef(new Map<string, RunChange>());
  const frame = useRef(0);
  const reloading = useRef<ReturnType<typeof setTimeout>>();

  useEffect(() => {
    if (!value) return;
    changes.current.clear();
    setRuns(value);
  }, [value]);
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      clearTimeout(reloading.current);
    },
    [],
  );

  const live = useLive(
    { entity, project },
    {
      run(change) {
        changes.current.set(change.run, change);
        // A hundred runs may change at once; the table is drawn once a frame.
        frame.current ||= requestAnimationFrame(() => {
          frame.current = 0;
          const pending = new Map(changes.current);
          changes.current.clear();
          setRuns((old) => {
            if (!old) return old;
            const known = new Set(old.map((run) => run.id));
            if ([...pending.keys()].some((id) => !known.has(id))) {
              clearTimeout(reloading.current);
              reloading.current = setTimeout(reload, 300);
            }
            return old.map((run) => {
              const own = pending.get(run.id);
              return own ? withChange(run, own) : run;
            });
          });
        });
      },
      lines: onLines,
      reopened: reload,
    },
  );
  return { runs, error, live, reload };
}
