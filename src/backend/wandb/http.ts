import {
  basicAuthorization,
  DeliveryError,
  formatJson,
  isRow,
  parseJson,
  retryAfter,
  wallTime,
} from '../../wire/index';
import { ask, HTTPError } from './ask';
import type { Credential } from './credential';
import { noAnswer, noServer } from './no-answer';
import { codeOf } from './status';

/** W&B allows 180 s for a file_stream request; a page on a slow link needs as much for a megabyte. */
const TIMEOUT_MS = 60_000;

/** The longest pause that a server may ask for, whatever it says: the journal is waiting. */
const LONGEST_PAUSE_MS = 300_000;

/** A blob, not text: the browser takes a megabyte of it without copying it three times on this thread. */
export function jsonBody(body: unknown): Blob {
  return new Blob([formatJson(body)], { type: 'application/json' });
}

/** One request to the backend, with the credential; its failures as DeliveryErrors. */
export async function request<T>(
  baseUrl: string,
  path: string,
  body: unknown,
  credential: Credential,
  signal?: AbortSignal,
): Promise<T> {
  const json = jsonBody(body);
  for (let attempt = 0; ; attempt++) {
    const ending = within(TIMEOUT_MS, signal);
    const headers = authorizationOf(await tokenBefore(ending, credential));
    try {
      const response = await ask('POST', `${baseUrl}/${path}`, { timeout: false, body: json, headers, signal: ending });
      return await readJson<T>(response);
    } catch (error) {
      const failure = await explain(error, baseUrl, true);
      // A token that has expired is replaced once; a new one that is refused too will not get better.
      if (failure.code === 'unauthorized' && attempt === 0 && credential.renew()) continue;
      throw failure;
    }
  }
}

/** A page's own `token()` may never answer; the next request asks it anew. */
async function tokenBefore(ending: AbortSignal, credential: Credential): Promise<string | null> {
  const late = new Promise<undefined>((resolve) => {
    if (ending.aborted) resolve(undefined);
    ending.addEventListener('abort', () => resolve(undefined));
  });
  const token = await Promise.race([credential.token(), late]);
  if (token !== undefined) return token;
  credential.renew();
  throw new DeliveryError('unreachable', 'No token came in time, from the token() given to init() or from the server.');
}

function authorizationOf(token: string | null): Record<string, string> {
  if (token === null) return {};
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new DeliveryError(
      'unauthorized',
      'The token given to init() has characters that no token has; was a page of HTML fetched in its place?',
    );
  return { authorization: basicAuthorization(token) };
}

/** Uploads bytes to an address that authorizes itself. */
export async function put(
  url: string,
  bytes: ArrayBuffer | Blob,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<void> {
  // Errors name the server only: whoever has the whole address may upload.
  const server = URL.canParse(url) ? new URL(url).origin : url;
  try {
    const response = await ask('PUT', url, {
      timeout: false,
      body: bytes,
      headers,
      signal: within(10 * TIMEOUT_MS, signal),
    });
    // Stores answer with nothing, and some call that text/html; a captive portal answers with a page.
    if (/^\s*<(!doctype|html)/i.test(await response.text()))
      throw new DeliveryError(
        'unreachable',
        `${server} answered with a page; is a sign-in page of the network in between?`,
      );
  } catch (error) {
    const failure = await explain(error, server, false);
    // The address carries its own permission and has expired; the next attempt asks for another.
    throw failure.code === 'unauthorized'
      ? new DeliveryError('busy', `The address to upload to is no longer valid: ${failure.message}`, { cause: error })
      : failure;
  }
}

/**
 * Ends a request after `ms`, its answer's body included: ky's own timeout ends with the headers, and a server may stall
 * after them.
 */
function within(ms: number, signal?: AbortSignal): AbortSignal {
  const deadline = AbortSignal.timeout(ms);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}

/** A captive portal answers 200 with HTML: what is not a JSON object is not an acknowledgement. */
export async function readJson<T>(response: Response): Promise<T> {
  let value: unknown;
  try {
    value = parseJson(await response.text());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (isRow(value)) return value as T;
  throw new DeliveryError(
    'unreachable',
    `${response.url} answered with something that is not a JSON object; is baseUrl a Spoor server, or is a sign-in page of the network in between?`,
  );
}

/** @param isBackend whether it is the protocol that `server` should speak. */
export async function explain(error: unknown, server: string, isBackend: boolean): Promise<DeliveryError> {
  if (error instanceof DeliveryError) return error;
  if (error instanceof HTTPError) {
    const { status, headers } = error.response;
    const said = await error.response.text().then(firstMessage, () => '');
    // What a server that only hands out files answers to any POST.
    const isStranger = isBackend && !said && [404, 405, 501].includes(status);
    const sentence = isStranger
      ? noServer(server)
      : `${server} answered ${status}${said && `: ${said}`}${adviceOf(status)}`;
    return new DeliveryError(codeOf(status), sentence, {
      retryAfter: retryAfter(headers.get('retry-after'), wallTime(), LONGEST_PAUSE_MS),
      cause: error,
    });
  }
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new DeliveryError('unreachable', `${server} did not answer within ${TIMEOUT_MS / 1000} s.`, {
      cause: error,
    });
  return noAnswer(server, error);
}

function adviceOf(status: number): string {
  return status === 401 || status === 403 ? ' Pass init() a token that may write to this project.' : '';
}

/** The first message of a GraphQL-shaped body, which the protocol asks for also with 4xx and 5xx. */
function firstMessage(body: string): string {
  try {
    const { errors } = parseJson(body) as { errors?: { message?: unknown }[] };
    const message = errors?.[0]?.message;
    return typeof message === 'string' ? message.slice(0, 300) : '';
  } catch {
    // HTML of a proxy, half a body: the status must do.
    return '';
  }
}
