import { fromProblem, SpoorError, type RunRecord } from '../wire/index';
import type { Backend, ResumeStatus } from '../backend/backend';
import { answer } from './answer';
import type { OpenRequest } from './contract';

/**
 * What the server has of a run that this browser does not know; null when it has none, or does not answer in time: the outbox asks again before it sends.
 *
 * @throws SpoorError `no-such-run`, `run-exists` where `resume` says so; why the server cannot be asked, where the run must be known.
 */
export async function statusOf(
  { record, resume, isNew, resumeTimeout }: OpenRequest,
  isKnown: boolean,
  backend: Backend | null,
): Promise<ResumeStatus | null> {
  const asked = isKnown || isNew || !backend ? null : await answer(() => backend.resume(record, AbortSignal.timeout(resumeTimeout)));
  const status = asked?.ok ? asked.value : null;
  const exists = isKnown || status !== null;
  if (resume === 'must' && !exists) throw asked?.ok === false ? fromProblem(asked.problem) : noSuchRun(record);
  if (resume === 'never' && exists) throw runExists(record);
  return status;
}

function noSuchRun({ id, project }: RunRecord): SpoorError {
  return new SpoorError('no-such-run', `There is no run ${id} in ${project} to resume; leave out resume: 'must' to start it.`);
}

function runExists({ id, project }: RunRecord): SpoorError {
  return new SpoorError('run-exists', `There is a run ${id} in ${project} already; choose another id, or leave out resume: 'never'.`);
}
