import { setTimeout as delay } from 'node:timers/promises';

/** A session of W3C WebDriver (https://www.w3.org/TR/webdriver2/), as far as the suite needs it. */
export interface WebDriver {
  version: string;
  /** A window beside the first, which stays empty: a session ends with its last window. */
  newWindow(): Promise<string>;
  /** A command to one window. */
  command<T = void>(window: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>;
  /** Calls a function, given as its source, with a JSON value in a window. */
  call<T>(window: string, source: string, argument: unknown): Promise<T>;
  end(): Promise<void>;
}

const START_DEADLINE_MS = 300_000;
const SCRIPT_DEADLINE_MS = 600_000;

export async function connectWebDriver(address: string, capabilities: object): Promise<WebDriver> {
  await answering(address);
  const opened = await ask<{ sessionId: string; capabilities: { browserVersion: string } }>(
    'POST',
    `${address}/session`,
    {
      capabilities: { alwaysMatch: capabilities },
    },
  );
  const session = `${address}/session/${opened.sessionId}`;
  await ask('POST', `${session}/timeouts`, { script: SCRIPT_DEADLINE_MS });
  const firstWindow = await ask<string>('GET', `${session}/window`);

  // A session has one current window, so commands to windows go one after the other.
  let current = firstWindow;
  let last: Promise<unknown> = Promise.resolve();
  const command: WebDriver['command'] = <T>(window: string, method: string, path: string, body?: object) => {
    const result = last.then(async () => {
      if (current !== window) await ask('POST', `${session}/window`, { handle: window });
      current = window;
      return await ask<T>(method, `${session}/${path}`, body);
    });
    last = result.catch(() => undefined);
    return result;
  };

  return {
    version: opened.capabilities.browserVersion,
    newWindow: async () =>
      (await command<{ handle: string }>(firstWindow, 'POST', 'window/new', { type: 'tab' })).handle,
    command,
    call: async <T>(window: string, source: string, argument: unknown) => {
      const script = `const [argument, done] = arguments;
        Promise.resolve(argument ?? undefined).then(${source}).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await command<{ value: T; error?: string }>(window, 'POST', 'execute/async', {
        script,
        args: [argument ?? null],
      });
      if (error !== undefined) throw new Error(error);
      return value;
    },
    end: () => ask('DELETE', session),
  };
}

/** Waits until the driver listens. */
async function answering(address: string): Promise<void> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    try {
      return await ask('GET', `${address}/status`);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(20);
    }
  }
}

async function ask<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}
