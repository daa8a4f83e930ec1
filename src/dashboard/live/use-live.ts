import { useEffect, useRef, useState } from 'preact/hooks';
import { useSource } from '../source/context';
import type { LiveListener, LiveScope, LiveState } from '../source/live';

/** Listens to the live changes of a project or a run for as long as the component is there. */
export function useLive(scope: LiveScope, handlers: Omit<LiveListener, 'state'>): LiveState {
  const source = useSource();
  const [state, setState] = useState<LiveState>('connecting');
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(
    () =>
      source.watch(scope, {
        state: setState,
        run: (change) => latest.current.run(change),
        deleted: (run) => latest.current.deleted(run),
        lines: (change) => latest.current.lines(change),
        console: (change) => latest.current.console?.(change),
        opened: () => latest.current.opened?.(),
        reopened: () => latest.current.reopened(),
      }),
    [source, scope.entity, scope.project, scope.run],
  );
  return state;
}
