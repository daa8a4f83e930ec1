import { SpoorError, type GraphqlAnswer } from '../../../wire/index';
import { ask } from './ask';

/**
 * Asks a GraphQL question.
 *
 * @throws SpoorError as {@link ask} does, and `refused` with the server's own words.
 */
export async function query<T>(document: string, variables: Record<string, unknown>, signal: AbortSignal): Promise<T> {
  const answer = await ask<GraphqlAnswer<T>>('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document, variables }),
    signal,
  });
  const fault = answer.errors?.[0];
  if (fault) throw new SpoorError('refused', fault.message);
  if (!answer.data)
    throw new SpoorError('unexpected', 'The server’s answer holds no data. Reload the page to ask again.');
  return answer.data;
}
