import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { missingEngine } from '../../scripts/browser.mjs';
import { startProcess } from './engine-process';
import { goBack, type Engine, type EnginePage, type InPage } from './engines';
import { connectWebDriver, type WebDriver } from './webdriver';

const BROWSER = join(import.meta.dirname, 'webkit-browser.py');

/** WebKitGTK by its own WebKitWebDriver, on a display that is not there. */
export const webkit: Engine = {
  name: 'WebKitGTK',
  missing: missingEngine('webkit'),
  async start(profile) {
    mkdirSync(profile, { recursive: true });
    const screen = startProcess('Xvfb', ['-displayfd', '1', '-screen', '0', '800x600x24', '-nolisten', 'tcp']);
    let driver: ReturnType<typeof startProcess> | undefined;
    // The browser and its helpers are of the driver's group.
    const kill = async () => {
      await driver?.kill();
      await screen.kill();
    };
    try {
      const [, display] = await screen.says(/^(\d+)\n/m);
      const port = await freePort();
      // A session bus would be asked for settings and portals; without one nothing of this machine is.
      const env = {
        DISPLAY: `:${display}`,
        GDK_BACKEND: 'x11',
        DBUS_SESSION_BUS_ADDRESS: 'disabled:',
        GIO_USE_VFS: 'local',
        NO_AT_BRIDGE: '1',
      };
      driver = startProcess('WebKitWebDriver', [`--port=${port}`], env);
      const session = await connectWebDriver(`http://127.0.0.1:${port}`, {
        'webkitgtk:browserOptions': { binary: '/usr/bin/python3', args: [BROWSER, profile] },
      });
      return {
        version: session.version,
        newPage: async () => wrap(session, await session.newWindow()),
        kill,
        close: async () => {
          await session.end().catch(() => undefined);
          // The browser writes what it has as it ends, which the driver does not wait for.
          await delay(300);
          await kill();
        },
      };
    } catch (error) {
      await kill();
      throw error;
    }
  },
};

function wrap(session: WebDriver, handle: string): EnginePage {
  const evaluate: InPage['evaluate'] = (work: unknown, argument?: unknown) =>
    session.call(handle, String(work), argument);
  return {
    goto: (url) => session.command(handle, 'POST', 'url', { url }),
    reload: () => session.command(handle, 'POST', 'refresh', {}),
    goBack: () => goBack({ evaluate }),
    evaluate,
    close: () => session.command(handle, 'DELETE', 'window'),
    screenshot: async () => Buffer.from(await session.command<string>(handle, 'GET', 'screenshot'), 'base64'),
  };
}

/** The driver takes a number only, so another program could be quicker than it; then it ends, and says so. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
