import { fromProblem, runKey, SpoorError, toProblem } from '../wire/index';
import type { ResumeStatus, RewindBackend } from '../backend/backend';
import type { Journal } from '../journal/index';
import { RunDelivery, type DeliveryEvents } from '../outbox/run-delivery';
import { CLOSED, type Drain } from '../outbox/drain';
import type { OpenRequest } from '../thread/contract';
import { noSuchRun } from './resume';

export interface RewindOptions {
  journal: Journal;
  /** After the signal it must not send any more. */
  backendFor: (signal: AbortSignal) => RewindBackend;
  /** What delivers the run in this page, where it was finished here; null where nobody does. */
  drain: Drain | null;
  events: DeliveryEvents;
}

/**
 * Takes a run back to a step on the server, and gives what it then has of it. What this browser still has is delivered
 * before: so rows up to the step stay, those after it go, and none of them can arrive later.
 *
 * @throws SpoorError `no-such-run`; why the server could not be reached in time.
 */
export async function rewindRun(
  { record, resumeTimeout }: OpenRequest,
  step: number,
  { backendFor, ...options }: RewindOptions,
): Promise<ResumeStatus> {
  const signal = AbortSignal.timeout(resumeTimeout);
  const backend = backendFor(signal);
  try {
    await deliverRest(runKey(record), backend, options, signal);
    if (await backend.resume(record)) await backend.rewind(record, step);
    const status = await backend.resume(record);
    if (status) return { ...status, step: step + 1 };
  } catch (error) {
    const { code, message } = toProblem(error, 'storage-failed');
    const why = signal.aborted
      ? `this took more than ${resumeTimeout} ms (settings.resumeTimeout); what was delivered meanwhile counts.`
      : message;
    throw new SpoorError(signal.aborted ? 'unreachable' : code, `The run ${record.id} could not be rewound: ${why}`);
  }
  throw noSuchRun(record);
}

async function deliverRest(
  key: string,
  backend: RewindBackend,
  { journal, drain, events }: Omit<RewindOptions, 'backendFor'>,
  signal: AbortSignal,
): Promise<void> {
  if (drain) {
    const late = new Promise<never>((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    );
    const problem = await Promise.race([drain.settled(false), late]);
    if (!problem) return;
    // Closed meanwhile: its page has seen everything delivered that was there then.
    if (problem !== CLOSED) throw fromProblem(problem);
  }
  await journal.closeOpenRow(key);
  const delivery = new RunDelivery({ key, journal, backend, events });
  while (await delivery.next());
}
