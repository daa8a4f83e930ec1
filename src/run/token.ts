import { toProblem, type Answer } from '../wire/index';
import type { EngineEvent } from '../worker/contract';
import type { Connection } from '../worker/spawn';
import type { InitOptions } from './options';

/** Gives the engine the token that it asks for, from the caller's own function or text. */
export async function answerToken(
  { engine }: Connection,
  { request, entity, project, runId }: EngineEvent & { type: 'token' },
  token: InitOptions['token'],
): Promise<void> {
  let answer: Answer<string>;
  try {
    const value = typeof token === 'function' ? await token({ entity, project, runId }) : token;
    if (typeof value !== 'string') throw new TypeError('token() gave no text');
    answer = { ok: true, value };
  } catch (error) {
    answer = { ok: false, problem: { code: 'unauthorized', message: `The token() given to init() failed: ${toProblem(error).message}` } };
  }
  await engine.answerToken(request, answer);
}
