import ky from 'ky';
import { messageOf, DeliveryError, toProblem, PAGE_TOKEN_PATH, type PageToken, type PageTokenRequest } from '../../wire/index';
import { retryAfter } from './retry-after';
import { codeOf } from './status';

/** What a token is wanted for. */
export interface TokenScope {
  baseUrl: string;
  entity: string | null;
  project: string;
  runId: string;
}

/** Gives the token of each request; null sends none. */
export interface Credential {
  token(): Promise<string | null>;
  /** Forgets the token, because it was refused. False when there can be no other one. */
  renew(): boolean;
}

/** Keeps what `fetchToken` gives until it is refused. */
export function cachedCredential(fetchToken: () => Promise<string>): Credential {
  let token: Promise<string> | null = null;
  return {
    token: () =>
      (token ??= fetchToken().catch((error: unknown) => {
        token = null;
        throw error instanceof DeliveryError
          ? error
          : new DeliveryError(toProblem(error, 'unreachable').code, `The token() given to init() failed: ${messageOf(error)}`, {
              cause: error,
            });
      })),
    renew: () => {
      token = null;
      return true;
    },
  };
}

/** Asks the server for a write-only token, which it gives to pages of its own origin. */
export async function fetchPageToken({ baseUrl, entity, project }: TokenScope): Promise<string> {
  const url = `${baseUrl}/${PAGE_TOKEN_PATH}`;
  let response: Response;
  try {
    response = await ky.post(url, {
      retry: 0,
      timeout: 15_000,
      throwHttpErrors: false,
      json: { project, ...(entity !== null && { entity }) } satisfies PageTokenRequest,
    });
  } catch (error) {
    throw new DeliveryError('unreachable', `There is no answer from ${new URL(url).origin}. Is the server running?`, { cause: error });
  }
  if (!response.ok && codeOf(response.status) === 'busy') {
    throw new DeliveryError('busy', `${new URL(url).origin} answered ${response.status}.`, {
      retryAfter: retryAfter(response.headers.get('retry-after'), Date.now()),
    });
  }
  if (!response.ok) {
    throw new DeliveryError(
      'unauthorized',
      `${new URL(url).origin} gives this page no token (${response.status}). Pass init() a token that may write to this project.`,
    );
  }
  try {
    const { token } = (await response.json()) as Partial<PageToken>;
    if (typeof token === 'string') return token;
    throw new TypeError('There is no token in it.');
  } catch (error) {
    throw new DeliveryError('unreachable', `${url} answered with something that is no token.`, { cause: error });
  }
}
