import { runKey } from '../wire/index';
import type { Journal } from '../journal/index';
import type { DrainEvents } from '../outbox/drain';
import type { EngineEvent, OpenRequest } from '../thread/contract';

/** What the delivery of a run says, as events for the page that has opened it. */
export function runEvents(
  { record, writer: to }: OpenRequest,
  journal: Journal,
  emit: (event: EngineEvent) => void,
): DrainEvents {
  const key = runKey(record);
  const waitingBytes = () => journal.waitingBytes(key);
  return {
    introduced: (identity) => emit({ type: 'identity', to, identity }),
    acknowledged: ({ acknowledged }) =>
      emit({ type: 'acknowledged', to, lines: acknowledged, waitingBytes: waitingBytes() }),
    link: (state, problem, retryInMs) =>
      emit({ type: 'link', to, state, problem, retryInMs, waitingBytes: waitingBytes() }),
    stopped: () => emit({ type: 'stop', to }),
    dropped: (reason, detail) => emit({ type: 'drop', to, reason, detail }),
  };
}
