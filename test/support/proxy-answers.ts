import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer that the proxy gives in the server's place. */
export interface ScriptedAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** Passes an answer on as it comes, byte by byte: server-sent events too. */
export function relayAnswer(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  response.flushHeaders();
  answer.pipe(response);
}

/** Passes on the head and half of the body, then breaks off. */
export function breakAnswer(answer: IncomingMessage, response: ServerResponse, breakOff: () => void): void {
  const chunks: Buffer[] = [];
  answer.on('data', (chunk: Buffer) => chunks.push(chunk));
  answer.once('end', () => {
    const body = Buffer.concat(chunks);
    const headers = { ...answer.headers, 'content-length': String(body.length) };
    // Without the length a body that ends early would read as whole.
    delete (headers as Record<string, unknown>)['transfer-encoding'];
    response.writeHead(answer.statusCode ?? 502, headers);
    response.write(body.subarray(0, Math.floor(body.length / 2)), breakOff);
  });
}

/**
 * Answers without asking the server. A page of another origin can read the answer and `Retry-After`, as it could the
 * server's own.
 */
export function sendAnswer(
  { status, headers, body }: ScriptedAnswer,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const origin = request.headers.origin;
  const cors = origin
    ? { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After', vary: 'Origin' }
    : {};
  // A body left unread would stall the connection for the next request.
  request.resume();
  request.once('end', () => response.writeHead(status, { ...cors, ...headers }).end(body));
}
