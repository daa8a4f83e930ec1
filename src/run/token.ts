import { answer } from '../worker/answer';
import type { EngineEvent } from '../worker/contract';
import type { Connection } from '../worker/spawn';
import type { InitOptions } from './options';

/** Gives the engine the token that it asks for, from the caller's own function or text. */
export async function answerToken(
  { engine }: Connection,
  { request, entity, project, runId }: EngineEvent & { type: 'token' },
  token: InitOptions['token'],
): Promise<void> {
  const answered = await answer(async () => {
    const value = typeof token === 'function' ? await token({ entity, project, runId }) : token;
    if (typeof value !== 'string') throw new TypeError('token() gave no text');
    return value;
  }, 'unauthorized');
  // A worker that has died meanwhile asks no more.
  await engine.answerToken(request, answered).catch(() => undefined);
}
