import { useEffect, useRef, useState } from 'preact/hooks';
import type { LinesChange } from '../../wire/index';
import { useLive } from '../live/use-live';
import { withAnswer, withChange, withLines } from '../run/change';
import type { LiveState } from '../source/live';
import type { Run } from '../source/run';
import { useAnswer } from '../source/use-answer';

interface Runs {
  runs: Run[] | undefined;
  error: unknown;
  live: LiveState;
  reload: () => void;
}

interface Listener {
  /** New lines; when `runs` changes, line counts may be ahead of what was heard. */
  lines: (change: LinesChange) => void;
  /** The connection was broken: there may be lines that were not heard of. */
  reopened: () => void;
}

/** The runs of a project, kept up to date. */
export function useRuns(entity: string, project: string, listener: Listener): Runs {
  const { value, error, reload } = useAnswer(`${entity}/${project}`, (source, signal) =>
    source.runs({ entity, project }, signal),
  );
  const [runs, setRuns] = useState<Run[]>();
  const pending = useRef(new Map<string, (run: Run) => Run>());
  const frame = useRef(0);
  const revisions = useRef(new Map<string, number>());
  const reloading = useRef<{ id: ReturnType<typeof setTimeout>; at: number }>();

  useEffect(() => {
    if (!value) return;
    pending.current.clear();
    setRuns((old) => {
      const known = new Map(old?.map((run) => [run.id, run]));
      return value.map((run) => withAnswer(known.get(run.id), run));
    });
  }, [value]);
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      clearTimeout(reloading.current?.id);
    },
    [],
  );

  function reloadLater(wait: number): void {
    const timer = reloading.current;
    if (timer && timer.at <= Date.now() + wait && timer.at > Date.now()) return;
    clearTimeout(timer?.id);
    reloading.current = { id: setTimeout(reload, wait), at: Date.now() + wait };
  }

  /** A hundred runs may change at once; the table is drawn once a frame. */
  function apply(id: string, change: (run: Run) => Run): void {
    const before = pending.current.get(id);
    pending.current.set(id, before ? (run) => change(before(run)) : change);
    frame.current ||= requestAnimationFrame(() => {
      frame.current = 0;
      const changes = new Map(pending.current);
      pending.current.clear();
      setRuns((old) => {
        const known = new Set(old?.map((run) => run.id));
        if (old && [...changes.keys()].some((one) => !known.has(one))) {
          reloadLater(300);
        }
        return old?.map((run) => changes.get(run.id)?.(run) ?? run);
      });
    });
  }

  const live = useLive(
    { entity, project },
    {
      run(change) {
        const known = revisions.current.get(change.run);
        revisions.current.set(change.run, change.revision);
        // Config, tags and the like are not in the change.
        if (known !== undefined && known !== change.revision) reloadLater(5000);
        apply(change.run, (run) => withChange(run, change));
      },
      deleted({ run: id }) {
        revisions.current.delete(id);
        pending.current.delete(id);
        setRuns((old) => old?.filter((run) => run.id !== id));
      },
      lines(change) {
        apply(change.run, (run) => withLines(run, change));
        listener.lines(change);
      },
      reopened() {
        reload();
        listener.reopened();
      },
    },
  );
  return { runs, error, live, reload };
}
