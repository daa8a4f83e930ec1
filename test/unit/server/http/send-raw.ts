import { request, type IncomingHttpHeaders } from 'node:http';
import type { TestServer } from '../../../support/server';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  text: string;
}

/**
 * Sends what `fetch` may not: any Host and Origin, a path with `..` in it; and gives the bytes as they came, not
 * unpacked. Without a credential, unless the headers have one.
 */
export function sendRaw(
  { url, port }: TestServer,
  path: string,
  headers: Record<string, string> = {},
  { method = 'GET', body = '' } = {},
): Promise<RawAnswer> {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return new Promise((done, fail) => {
    request({ host, port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        done({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() });
      });
    })
      .on('error', fail)
      .end(body);
  });
}
