import type { ProblemCode } from '../../wire/index';

/** What an HTTP status means to the sender (protocol file, 2.4 and 3.5; `core/internal/api/retryerror.go`). */
export function codeOf(status: number): ProblemCode {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 413) return 'too-large';
  if (status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501)) return 'busy';
  return 'refused';
}
