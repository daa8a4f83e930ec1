import { SpoorError } from '../wire/index';
import { describe } from '../values/index';
import { answer } from '../thread/answer';
import type { EngineEvent } from '../thread/contract';
import type { Connection } from '../thread/spawn';
import type { InitOptions } from './options';

/** Gives the engine the token that it asks for, from the caller's own function or text. */
export async function answerToken(
  { engine }: Connection,
  { request, entity, project, runId }: EngineEvent & { type: 'token' },
  token: InitOptions['token'],
): Promise<void> {
  const answered = await answer(async () => {
    const value = typeof token === 'function' ? await token({ entity, project, runId }) : token;
    if (typeof value !== 'string')
      throw new SpoorError('unauthorized', `token() must give a string, not ${describe(value)}`);
    return value;
    // It has failed to fetch one, most likely: that is tried again, as for a server that is away.
  }, 'unreachable');
  // A worker that has died meanwhile asks no more.
  await engine.answerToken(request, answered).catch(() => undefined);
}
