import { isIP } from 'node:net';
import type { networkInterfaces } from 'node:os';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
/** Addresses that stand for all of this machine. */
const EVERYWHERE = ['0.0.0.0', '::'];

/** Under which names the server answers, and whose pages may talk to it. */
export class Address {
  readonly host: string;
  readonly port: number;
  readonly #allowedOrigins: readonly string[];

  constructor(host: string, port: number, allowedOrigins: readonly string[]) {
    this.host = host;
    this.port = port;
    this.#allowedOrigins = allowedOrigins;
  }

  /** Where to point a browser. */
  get url(): string {
    return this.#urlOf(EVERYWHERE.includes(this.host) ? '127.0.0.1' : this.host);
  }

  /** Where to point the browsers of other machines, when the server listens at all addresses of this one. */
  networkUrls(interfaces: ReturnType<typeof networkInterfaces>): string[] {
    if (!EVERYWHERE.includes(this.host)) return [];
    return Object.values(interfaces)
      .flatMap((addresses = []) => addresses)
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => this.#urlOf(address));
  }

  /**
   * Whether a Host header names this server. A page whose name was made to resolve to this machine (DNS rebinding) sends its own name:
   * so names are compared, and literal addresses, which cannot be rebound, are taken where the server listens beyond loopback. The port
   * says nothing here: behind `ssh -L`, a container or a proxy the page's port is another.
   */
  isOwnHost(header: string | undefined): boolean {
    const [, host] = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d+)?$/i.exec(header ?? '') ?? [];
    if (host === undefined) return false;
    const name = host.replace(/^\[|\]$/g, '').toLowerCase();
    if (LOOPBACK.includes(name)) return true;
    return !LOOPBACK.includes(this.host) && (name === this.host.toLowerCase() || isIP(name) !== 0);
  }

  /** Whether an Origin header is that of a page of this server, as this request addresses it. */
  isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
    return origin !== undefined && origin === `http://${host}`;
  }

  isAllowedOrigin(origin: string): boolean {
    return this.#allowedOrigins.includes(origin);
  }

  #urlOf(host: string): string {
    return `http://${isIP(host) === 6 ? `[${host}]` : host}${this.port === 80 ? '' : `:${this.port}`}`;
  }
}
