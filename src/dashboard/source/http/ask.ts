import { parseLine, SpoorError } from '../../../wire/index';

/**
 * Asks the server and reads its answer.
 *
 * @throws SpoorError: `unreachable`, `unauthorized`, `not-found` or `refused`, with a message for the person at the
 * page.
 */
export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new SpoorError('unreachable', 'The server does not answer. Is “spoor serve” still running?', {
      cause: error,
    });
  }
  const text = await response.text();
  if (!response.ok) throw refusal(response.status, text);
  try {
    // Not JSON.parse: metrics may be NaN.
    return parseLine(text) as T;
  } catch (error) {
    throw new SpoorError('unexpected', `The answer to ${path} is not JSON. Is this address really Spoor’s server?`, {
      cause: error,
    });
  }
}

function refusal(status: number, text: string): SpoorError {
  if (status === 401 || status === 403) {
    return new SpoorError('unauthorized', 'This browser has not signed in, or its session has ended.');
  }
  const said = messageIn(text);
  if (status === 404)
    return new SpoorError('not-found', said ?? 'The server does not have this; it may have been deleted.');
  return new SpoorError('refused', said ?? `The server answered with status ${status}.`);
}

function messageIn(text: string): string | null {
  try {
    const body = JSON.parse(text) as { message?: unknown; error?: unknown; errors?: { message?: unknown }[] };
    const said = body.errors?.[0]?.message ?? body.message ?? body.error;
    return typeof said === 'string' ? said : null;
  } catch {
    return null;
  }
}
