import { SpoorError } from '../../wire/index';

/** What is wrong with a file that somebody wants to import, in words for them. */
export function fault(sentence: string, cause?: unknown): SpoorError {
  return new SpoorError('bad-archive', `This is not a run that can be imported: ${sentence}`, { cause });
}
