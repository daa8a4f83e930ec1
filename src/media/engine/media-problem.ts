import { isSpoorError, messageOf, toProblem, type Problem } from '../../wire/index';

/** Why a value could not be made into a file: what an encoder says of it, without the name of the error's class. */
export function mediaProblem(error: unknown): Problem {
  return isSpoorError(error) ? toProblem(error) : { code: 'unreadable-media', message: messageOf(error) };
}
