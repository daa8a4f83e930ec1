import type { RunChanges, ServerRun } from '../store/port/store';
import type { Transaction } from '../store/port/transaction';
import { wait, type Steps } from './coroutine';
import { write } from './write';

/** So many lines are parsed at a time. */
const BATCH = 5000;

/** Makes a run whose history begins with these lines. See {@link Store.create}. */
export function* create(
  tx: Transaction,
  project: number,
  name: string,
  changes: RunChanges,
  history: string[],
  now: number,
): Steps<ServerRun> {
  const { id } = yield* wait(tx.runs.create(project, name, changes, now));
  for (let offset = 0; offset < history.length; offset += BATCH) {
    const streams = { history: { offset, content: history.slice(offset, offset + BATCH) } };
    yield* write(tx, id, { streams, summary: null, exitcode: null, interruptedAt: null, receivedAt: now });
  }
  return (yield* wait(tx.runs.byId(id)))!;
}
