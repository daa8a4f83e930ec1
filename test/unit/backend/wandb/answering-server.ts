import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An answer: a status with a body, JSON unless it is a string, or what to do with the connection. */
export type Reply =
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  | ((response: ServerResponse) => void);

/**
 * A real server on this machine that answers what a test says, in turn, and remembers what it has heard. The last
 * answer stands.
 */
export class AnsweringServer {
  readonly heard: Heard[] = [];
  #replies: Reply[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        this.heard.push({ method, path: url, headers, body: Buffer.concat(pieces).toString() });
        const reply = this.#replies.length > 1 ? this.#replies.shift()! : (this.#replies[0] ?? {});
        if (typeof reply === 'function') return reply(response);
        const { status = 200, body = {}, headers: more = {} } = reply;
        response.writeHead(status, { 'content-type': 'application/json', ...more });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  answer(...replies: Reply[]): void {
    this.#replies = replies;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get last(): Heard {
    return this.heard.at(-1)!;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
