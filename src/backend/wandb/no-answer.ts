import { DeliveryError } from '../../wire/index';

/** The browser does not say whether a server is away or does not let this page's origin in; the latter can only be where the server is of another origin. */
export function noAnswer(server: string, cause: unknown): DeliveryError {
  const origin = originElsewhere(server);
  const advice = origin ? `, and does it allow this page's origin (spoor serve --allow-origin ${origin})` : '';
  return new DeliveryError('unreachable', `There is no answer from ${server}. Is the server running${advice}?`, { cause });
}

/** The origin of this page, when the server is of another; `null`, as text, for a page that was opened from disk. */
export function originElsewhere(server: string): string | undefined {
  const origin = (globalThis.location as Location | undefined)?.origin;
  return `${server}/`.startsWith(`${origin}/`) ? undefined : origin;
}

/** What to do about a server that is none of the protocol: most often the page's own, which only serves files. */
export function noServer(baseUrl: string): string {
  return `There is no Spoor server at ${baseUrl}: give init() the address of one as baseUrl. (W&B's API needs a token.)`;
}
