// The server, and in front of it the proxy through which the demo page reaches it and which can be cut.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Loads a TypeScript file of this repository; Node 20 cannot by itself. */
export async function load(path) {
  const { module } = await runnerImport(`${root}/${path}`, { configFile: false, logLevel: 'error' });
  return module;
}

/**
 * Starts both. The page gets its own files and the switch even when it is cut off: what is cut is the way of its rows.
 *
 * @param {{ port: number, demoPort: number, host?: string, data: string }} options
 */
export async function startDemoServer({ port, demoPort, host = '127.0.0.1', data }) {
  const { startServer } = await import('../dist/server.js');
  const { startProxy } = await load('test/support/proxy.ts');
  const server = await startServer({ port, host, data, app: `${root}/demo/dist` });
  const proxy = await startProxy(server.url, {
    port: demoPort,
    host,
    spare: (path) => path.startsWith('/app/'),
    own: (request, response) => answerSwitch(proxy, server.url, request, response),
  }).catch(async (error) => {
    await server.close();
    throw error;
  });
  const close = async () => {
    await proxy.close();
    await server.close();
  };
  return { server, proxy, demoUrl: `${proxy.url}/app/`, close };
}

/** The control of the proxy: `GET /~proxy/` tells its state, `POST /~proxy/cut` and `POST /~proxy/mend` change it. */
function answerSwitch(proxy, serverUrl, request, response) {
  const { method, url, headers } = request;
  if (method === 'GET' && url === '/') {
    response.writeHead(302, { Location: '/app/' }).end();
    return true;
  }
  if (!url.startsWith('/~proxy/')) return false;
  const action = url.slice('/~proxy/'.length);
  if (method === 'POST' && headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    response.writeHead(403).end('Only the demo page may cut its network.');
    return true;
  }
  if (method === 'POST' && action === 'cut') proxy.cut();
  else if (method === 'POST' && action === 'mend') proxy.mend();
  else if (method !== 'GET' || action !== '') {
    response.writeHead(404).end('There are GET /~proxy/, POST /~proxy/cut and POST /~proxy/mend.');
    return true;
  }
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify({ cut: proxy.isCut, server: serverUrl }));
  return true;
}
