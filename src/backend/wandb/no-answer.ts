import { DeliveryError } from '../../wire/index';

/**
 * The browser does not say whether a server is away or does not let this page's origin in; the latter can only be where
 * the server is of another origin.
 */
export function noAnswer(server: string, cause: unknown): DeliveryError {
  const advice = isElsewhere(server)
    ? `, and does it allow this page's origin (spoor serve --allow-origin ${globalThis.origin})`
    : '';
  return new DeliveryError('unreachable', `There is no answer from ${server}. Is the server running${advice}?`, {
    cause,
  });
}

/** Whether this is a page, and the server of another origin. */
export function isElsewhere(server: string): boolean {
  const origin = (globalThis.location as Location | undefined)?.origin;
  return origin !== undefined && !`${server}/`.startsWith(`${origin}/`);
}

/** What to do about a server that does not speak the protocol: most often the page's own, which only serves files. */
export function noServer(baseUrl: string): string {
  return `There is no Spoor server at ${baseUrl}: give init() the address of one as baseUrl. (W&B's API needs a token.)`;
}
