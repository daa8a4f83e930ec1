import { isIP } from 'node:net';
import type { networkInterfaces } from 'node:os';
import { isLoopbackHost } from './loopback';
import { originOf } from './origin';

/** Addresses that stand for all of this machine. */
const EVERYWHERE = ['0.0.0.0', '::'];

/** Under which names the server answers, and whose pages may talk to it. */
export class Address {
  readonly host: string;
  readonly port: number;
  /** The origin of a proxy through which browsers reach the server; null where there is none. */
  readonly publicUrl: string | null;
  readonly #allowedOrigins: readonly string[];

  /** @param allowedOrigins and `publicUrl` as `originOf` writes them. */
  constructor(host: string, port: number, allowedOrigins: readonly string[], publicUrl: string | null = null) {
    this.host = host;
    this.port = port;
    this.publicUrl = publicUrl;
    this.#allowedOrigins = allowedOrigins;
  }

  /** Where to point a browser. */
  get url(): string {
    return this.publicUrl ?? this.listeningUrl;
  }

  /** Where the server itself listens, whatever is before it. */
  get listeningUrl(): string {
    return this.#urlOf(EVERYWHERE.includes(this.host) ? '127.0.0.1' : this.host);
  }

  /** Whether only this machine reaches the server, and no proxy is known to speak for others. */
  get isPrivate(): boolean {
    return this.publicUrl === null && isLoopbackHost(this.host);
  }

  /** Whether browsers reach the server by TLS, as far as it knows. */
  get isSecure(): boolean {
    return this.publicUrl?.startsWith('https:') ?? false;
  }

  /** Where to point the browsers of other machines, when the server listens at all addresses of this one. */
  networkUrls(interfaces: ReturnType<typeof networkInterfaces>): string[] {
    if (this.publicUrl !== null || !EVERYWHERE.includes(this.host)) return [];
    return Object.values(interfaces)
      .flatMap((addresses = []) => addresses)
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => this.#urlOf(address));
  }

  /**
   * Whether a Host header names this server. A page whose name was made to resolve to this machine (DNS rebinding)
   * sends its own name: so names are compared, and literal addresses, which cannot be rebound, are taken where the
   * server listens beyond loopback. The port says nothing here: behind `ssh -L`, a container or a proxy the page's port
   * is another.
   */
  isOwnHost(header: string | undefined): boolean {
    const [, host] = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d+)?$/i.exec(header ?? '') ?? [];
    if (host === undefined) return false;
    const name = host.replace(/^\[|\]$/g, '').toLowerCase();
    if (isLoopbackHost(name)) return true;
    if (this.publicUrl !== null && host.toLowerCase() === new URL(this.publicUrl).hostname) return true;
    return !isLoopbackHost(this.host) && (name === this.host.toLowerCase() || isIP(name) !== 0);
  }

  /**
   * Whether an Origin header is that of a page of this server, as this request addresses it. A proxy may put another
   * Host into what it passes on.
   */
  isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
    const own = originOf(origin ?? '');
    return own !== null && (own === this.publicUrl || own === originOf(`http://${host}`));
  }

  isAllowedOrigin(origin: string): boolean {
    const serialized = originOf(origin);
    return serialized !== null && this.#allowedOrigins.includes(serialized);
  }

  /** What the addresses in an answer begin with, for whoever sent a request with this Host. */
  baseUrlFor(host: string | undefined): string {
    return this.publicUrl ?? `http://${host}`;
  }

  #urlOf(host: string): string {
    return `http://${isIP(host) === 6 ? `[${host}]` : host}${this.port === 80 ? '' : `:${this.port}`}`;
  }
}
