import {
  DeliveryError,
  APP_NONCE,
  APP_PATH,
  PAGE_TOKEN_PATH,
  type PageToken,
  type PageTokenRequest,
} from '../../wire/index';
import { ask } from './ask';
import { explain, jsonBody, readJson } from './http';
import { noServer, isElsewhere } from './no-answer';

/** What a token is wanted for. */
export interface TokenScope {
  baseUrl: string;
  entity: string | null;
  project: string;
  runId: string;
}

/**
 * Asks the server for a write-only token, which it gives to pages of its own origin: those of its app, and those of a
 * browser that is logged in.
 */
export async function fetchPageToken({ baseUrl, entity, project }: TokenScope): Promise<string> {
  try {
    const nonce = await fetchNonce(baseUrl);
    const asked: PageTokenRequest = { project, ...(entity !== null && { entity }), ...(nonce && { nonce }) };
    const response = await ask('POST', `${baseUrl}/${PAGE_TOKEN_PATH}`, { timeout: 15_000, body: jsonBody(asked) });
    const { token } = await readJson<Partial<PageToken>>(response);
    if (typeof token === 'string') return token;
    throw new DeliveryError('unreachable', noServer(baseUrl));
  } catch (error) {
    const failure = await explain(error, baseUrl, true);
    // With the code `refused` or `not-found` the file that the token was for would be given up, though only the token
    // is missing.
    throw ['busy', 'unreachable'].includes(failure.code)
      ? failure
      : new DeliveryError('unauthorized', failure.message, { cause: error });
  }
}

/**
 * What the server gives with the pages of its app; null where there is none.
 *
 * @throws when there is no answer: without the nonce the token would be refused, and that is final where this is not.
 */
async function fetchNonce(baseUrl: string): Promise<string | null> {
  if (isElsewhere(baseUrl)) return null;
  const throwHttpErrors = (status: number) => status >= 500;
  const { headers } = await ask('HEAD', `${baseUrl}/${APP_PATH}`, {
    timeout: 15_000,
    cache: 'no-store',
    throwHttpErrors,
  });
  return headers.get(APP_NONCE);
}
