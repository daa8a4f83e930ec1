import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { SpoorError } from '../../wire/index';

const CLOSE_DEADLINE_MS = 5_000;

/**
 * Begins to listen; returns the port.
 *
 * @throws SpoorError `port-taken` or `bad-option`.
 */
export async function listen(http: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((done, fail) => {
    http.once('error', (cause: NodeJS.ErrnoException) => fail(explain(cause, port, host)));
    http.listen(port, host, done);
  });
  const address = http.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function explain(cause: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (cause.code) {
    case 'EADDRINUSE':
      return new SpoorError(
        'port-taken',
        `Port ${port} is taken by another program: stop that, or choose another port with --port (0 takes a free one).`,
        { cause },
      );
    case 'EACCES':
      return new SpoorError(
        'port-taken',
        `Port ${port} needs more rights than this program has: choose one above 1023 with --port.`,
        {
          cause,
        },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SpoorError('bad-option', `This machine has no address ${host}: choose another with --host.`, {
        cause,
      });
    default:
      return cause;
  }
}

/** Takes no new requests, and lets those in flight finish within a few seconds. */
export async function drain(http: Server): Promise<void> {
  const deadline = new AbortController();
  const done = new Promise<void>((finished) => http.close(() => finished()));
  // A connection falls idle a moment after its last answer, and would then be kept for the next request.
  const sweep = setInterval(() => http.closeIdleConnections(), 20);
  await Promise.race([done, delay(CLOSE_DEADLINE_MS, undefined, { signal: deadline.signal }).catch(() => undefined)]);
  clearInterval(sweep);
  deadline.abort();
  http.closeAllConnections();
  await done;
}
