import { fromProblem, SpoorError, type RunRecord } from '../wire/index';
import type { Backend, ResumeStatus } from '../backend/backend';
import { answer } from '../thread/answer';
import type { OpenRequest } from '../thread/contract';

/**
 * What the server has of a run that this browser does not know; null when it has none, or does not answer in time: the
 * outbox asks again before it sends.
 *
 * @param known the run as this browser has it.
 * @throws SpoorError `no-such-run`, `run-exists` where `resume` says so, or a fork is another run; why the server
 * cannot be asked, where the run must be known.
 */
export async function statusOf(
  { record, resume, isNew, again, resumeTimeout }: OpenRequest,
  known: RunRecord | undefined,
  backend: Backend | null,
): Promise<ResumeStatus | null> {
  const asked =
    known || isNew || !backend ? null : await answer(() => backend.resume(record, AbortSignal.timeout(resumeTimeout)));
  const status = asked?.ok ? asked.value : null;
  const found = known ?? status;
  // A worker that takes the place of another finds the run that was opened there.
  if (again) return status;
  if (resume === 'must' && !found) throw asked?.ok === false ? fromProblem(asked.problem) : noSuchRun(record);
  const { id, project, forkedFrom: fork } = record;
  const isOther = fork && (found?.forkedFrom?.run !== fork.run || found.forkedFrom.step !== fork.step);
  if (found && (resume === 'never' || isOther)) {
    throw new SpoorError(
      'run-exists',
      `There is a run ${id} in ${project} already; choose another id, or leave it out.`,
    );
  }
  return status;
}

export function noSuchRun({ id, project }: RunRecord): SpoorError {
  return new SpoorError(
    'no-such-run',
    `There is no run ${id} in ${project} to continue; leave out resume and rewindTo to start it.`,
  );
}
