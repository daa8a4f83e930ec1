import ky, { type Options } from 'ky';

export { HTTPError } from 'ky';

/**
 * All that is asked of ky. The files that a page loads as they are leave out the rest of it: `scripts/used-parts.mjs`.
 */
interface Asked extends Pick<Options, 'cache' | 'signal' | 'throwHttpErrors' | 'timeout'> {
  headers?: Record<string, string>;
  body?: Blob | ArrayBuffer;
}

/** One request. Retrying is the outbox's business, in one place, so ky's own is off. */
export function ask(method: 'HEAD' | 'POST' | 'PUT', url: string, options: Asked): Promise<Response> {
  return ky(url, { ...options, method, retry: 0 });
}
