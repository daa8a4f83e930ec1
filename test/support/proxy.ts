import { createServer, request as ask, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { breakAnswer, relayAnswer, sendAnswer, type ScriptedAnswer } from './proxy-answers';

/**
 * What goes wrong with one request.
 *
 * - `refuse`: the connection is reset, the server hears nothing.
 * - `delay`: the request is forwarded after `ms`.
 * - `reset-request`: the connection is reset after the server has had `bytes` of the body.
 * - `drop-answer`: the server gets the request and answers; the client's connection is reset before it hears.
 * - `half-answer`: the client gets the head and half of the body, then a reset.
 * - `answer`: the proxy answers in the server's place, the server hears nothing.
 * - `twice`: the server gets the request twice, one after the other; the client hears the second answer.
 */
export type Fault =
  | { kind: 'refuse' | 'drop-answer' | 'half-answer' | 'twice' }
  | { kind: 'delay'; ms: number }
  | { kind: 'reset-request'; bytes: number }
  | ({ kind: 'answer' } & ScriptedAnswer);

/** A request that came to the proxy, in the order of arrival. */
export interface SeenRequest {
  method: string;
  path: string;
  /** What was done to it; `cut` when the proxy was cut. */
  fault: Fault['kind'] | 'cut' | null;
  /** The status that the server answered with, as soon as it has; null when it was not reached. */
  status: number | null;
  /** Whether the answer reached the client whole. */
  delivered: boolean;
}

/** Chooses what goes wrong with a request. It is not asked about CORS preflights, which are forwarded. */
export type FaultPlan = (request: {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
}) => Fault | null;

export interface ProxyOptions {
  /** Default 0: any free one. */
  port?: number;
  host?: string;
  /** Requests that get through even when the proxy is cut. Default: none. */
  spare?: (path: string) => boolean;
  /** Answers a request in the server's place and says so by `true`. */
  own?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/**
 * A proxy that fails as networks do, between any client and a server. It changes no header, `Host` and `Origin`
 * included, so the server takes the proxy's address for its own, and its CORS answers pass unchanged.
 */
export class FaultProxy {
  readonly url: string;
  /** Every request so far. */
  readonly seen: SeenRequest[] = [];
  /** Nothing goes wrong when null. */
  plan: FaultPlan | null = null;
  readonly #target: URL;
  readonly #options: ProxyOptions;
  readonly #server: ReturnType<typeof createServer>;
  readonly #underWay = new Map<ServerResponse, string>();
  #isCut = false;

  private constructor(target: string, options: ProxyOptions, server: ReturnType<typeof createServer>) {
    this.#target = new URL(target);
    this.#options = options;
    this.#server = server;
    this.url = `http://${options.host ?? '127.0.0.1'}:${(server.address() as AddressInfo).port}`;
  }

  static async start(target: string, options: ProxyOptions = {}): Promise<FaultProxy> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
    });
    const proxy = new FaultProxy(target, options, server);
    server.on('request', (request, response) => {
      proxy.#serve(request, response).catch((error: NodeJS.ErrnoException) => {
        // A client that goes away while its body is read is not a failure of the proxy.
        if (error.code !== 'ECONNRESET') throw error;
      });
    });
    return proxy;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** Points the proxy at another address: where the server came back after it was killed. */
  set target(url: string) {
    this.#target.href = url;
  }

  /** Resets what is under way and every request to come, as if a cable were pulled. */
  cut(): void {
    this.#isCut = true;
    for (const [response, path] of this.#underWay) if (!this.#isSpared(path)) reset(response);
  }

  mend(): void {
    this.#isCut = false;
  }

  /** How often each fault was played. */
  count(kind: Fault['kind'] | 'cut'): number {
    return this.seen.filter((request) => request.fault === kind).length;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const method = request.method ?? 'GET';
    // A client that goes away is not a failure of the proxy.
    for (const end of [request, response]) end.on('error', () => request.socket.destroy());
    if (this.#options.own?.(request, response)) return;

    const seen: SeenRequest = { method, path, fault: null, status: null, delivered: false };
    this.seen.push(seen);
    response.once('finish', () => (seen.delivered = seen.status !== null));
    if (this.#isCut && !this.#isSpared(path)) {
      seen.fault = 'cut';
      return reset(response);
    }
    this.#underWay.set(response, path);
    response.once('close', () => this.#underWay.delete(response));

    const fault = method === 'OPTIONS' ? null : (this.plan?.({ method, path, headers: request.headers }) ?? null);
    seen.fault = fault?.kind ?? null;
    await this.#play(fault, request, response, seen);
  }

  async #play(
    fault: Fault | null,
    request: IncomingMessage,
    response: ServerResponse,
    seen: SeenRequest,
  ): Promise<void> {
    switch (fault?.kind) {
      case 'refuse':
        return reset(response);
      case 'answer':
        return sendAnswer(fault, request, response);
      case 'delay':
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        break;
      case 'twice': {
        const body = await readAll(request);
        for (const isLast of [false, true]) {
          const onward = this.#forward(request, response, seen, (answer) =>
            isLast ? relayAnswer(answer, response) : answer.resume(),
          );
          onward.end(body);
          await new Promise((resolve) => onward.once('close', resolve));
        }
        return;
      }
    }

    const onward = this.#forward(request, response, seen, (answer) => {
      if (fault?.kind === 'drop-answer') answer.resume().once('end', () => reset(response));
      else if (fault?.kind === 'half-answer') breakAnswer(answer, response, () => reset(response));
      else relayAnswer(answer, response);
    });
    if (fault?.kind === 'reset-request') {
      let left = fault.bytes;
      for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        onward.write(chunk.subarray(0, left));
        left -= chunk.length;
        if (left <= 0) break;
      }
      // The bytes are to reach the server before the reset does, or this would be a `refuse`.
      await new Promise((resolve) => setTimeout(resolve, 20));
      onward.destroy();
      return reset(response);
    }
    request.pipe(onward);
  }

  #forward(
    request: IncomingMessage,
    response: ServerResponse,
    seen: SeenRequest,
    answered: (answer: IncomingMessage) => void,
  ): ClientRequest {
    const onward = ask({
      host: this.#target.hostname,
      port: this.#target.port,
      method: request.method,
      path: request.url,
      headers: request.headers,
      // A connection kept for the next request could be closed by the server just then: a fault that nobody asked for.
      agent: false,
    });
    onward.once('response', (answer) => {
      seen.status = answer.statusCode ?? null;
      // A server that dies in the middle of its answer.
      answer.once('error', () => reset(response));
      answered(answer);
    });
    onward.on('error', () => reset(response));
    response.once('close', () => {
      // A client that has gone; an answer that is dropped or repeated on purpose is still wanted from the server.
      if (!response.writableFinished && seen.fault === null) onward.destroy();
    });
    return onward;
  }

  #isSpared(path: string): boolean {
    return this.#options.spare?.(path) ?? false;
  }
}

/** Starts a proxy in front of a server: `const proxy = await startProxy('http://127.0.0.1:8080')`. */
export function startProxy(target: string, options?: ProxyOptions): Promise<FaultProxy> {
  return FaultProxy.start(target, options);
}

/** Plays these faults on the requests whose path matches, one each; afterwards nothing goes wrong. */
export function inOrder(path: RegExp, faults: (Fault | null)[]): FaultPlan {
  const left = [...faults];
  return (request) => (path.test(request.path) ? (left.shift() ?? null) : null);
}

/** Plays a fault on every request whose path matches. */
export function always(path: RegExp, fault: Fault): FaultPlan {
  return (request) => (path.test(request.path) ? fault : null);
}

function reset(response: ServerResponse): void {
  const socket = response.socket as Socket | null;
  socket?.resetAndDestroy();
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
