import { request as ask, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './certificate';

export interface TlsProxyOptions {
  /**
   * Whether the server hears the Host that the browser has sent, or that of its own address as from nginx unless told
   * otherwise. Default true.
   */
  keepsHost?: boolean;
  /** Whether it says for whom it speaks, in `X-Forwarded-…` headers. Default true. */
  saysFor?: boolean;
}

/** A proxy that speaks TLS for a server, as nginx and Caddy do before it. */
export interface TlsProxy {
  /** `https://spoor.localhost:port`, which browsers look for on this machine. */
  url: string;
  /** The certificate, for clients that are to trust it. */
  ca: string;
  /** The server to speak for: its address. */
  target: string;
  close(): Promise<void>;
}

const HOST = 'spoor.localhost';

export async function startTlsProxy({ keepsHost = true, saysFor = true }: TlsProxyOptions = {}): Promise<TlsProxy> {
  const { cert, key } = selfSigned(HOST);
  const server = createServer({ cert, key }, (request, response) => {
    const { hostname, port, host } = new URL(proxy.target);
    const headers: IncomingHttpHeaders = {
      ...request.headers,
      ...(!keepsHost && { host }),
      ...(saysFor && {
        'x-forwarded-for': '192.0.2.7',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': request.headers.host ?? '',
      }),
    };
    const onward = ask(
      { host: hostname, port, method: request.method, path: request.url, headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const proxy: TlsProxy = {
    url: `https://${HOST}:${(server.address() as AddressInfo).port}`,
    ca: cert,
    target: '',
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
  return proxy;
}
