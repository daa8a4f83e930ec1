import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/**
 * The least that a server can do: it puts the body of each request at the end of a file, and answers when it is on
 * disk.
 */
export async function startRawServer(folder) {
  const file = openSync(join(folder, 'raw'), 'w');
  const server = createServer(async (request, response) => {
    response
      .setHeader('access-control-allow-origin', '*')
      .setHeader('access-control-allow-headers', '*')
      .setHeader('access-control-max-age', '600');
    for await (const bytes of request) writeSync(file, bytes);
    if (request.method === 'POST') fdatasyncSync(file);
    response.end('{}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections();
      closeSync(file);
    },
  };
}
