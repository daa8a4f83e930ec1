import { createServer, type Server } from 'node:net';

/** A server of somebody else, to which no dashboard may connect. */
export interface Elsewhere {
  url: string;
  /** How many connections it has had: also those on which nothing was asked. */
  connections: () => number;
  close: () => void;
}

/** Opens a server on another port, and so of another origin. */
export async function openElsewhere(): Promise<Elsewhere> {
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections++;
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
  await new Promise<void>((opened) => server.listen(0, '127.0.0.1', opened));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, connections: () => connections, close: () => server.close() };
}
