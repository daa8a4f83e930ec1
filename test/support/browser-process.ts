import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findOrInstallChromium, LAUNCH_FLAGS } from '../../scripts/browser.mjs';

const START_DEADLINE_MS = 300_000;

/** A Chromium that was started by hand, so that it can be killed as a whole and started again on the same profile. */
export interface ChromiumProcess {
  browser: Browser;
  /**
   * A page in the profile's own context, where storage is on disk. (`browser.newPage()` would make a private context.)
   */
  newPage(): Promise<Page>;
  /** SIGKILL to the browser and all its processes; resolves when they are gone. */
  kill(): Promise<void>;
  /** An orderly end, which writes everything to disk. */
  close(): Promise<void>;
}

/**
 * Starts Chromium on a profile folder and attaches to it. Playwright's own launch hides the process and forbids a
 * profile folder.
 *
 * @example
 * const first = await startChromiumProcess(profile);
 * // … log …
 * await first.kill();
 * const second = await startChromiumProcess(profile);
 */
export async function startChromiumProcess(profile: string, flags: string[] = []): Promise<ChromiumProcess> {
  mkdirSync(profile, { recursive: true });
  // Of the process before, if that was killed.
  await rm(join(profile, 'DevToolsActivePort'), { force: true });
  const child = spawn(
    findOrInstallChromium(),
    [
      ...LAUNCH_FLAGS,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      // After a kill it would ask whether to restore the pages.
      '--hide-crash-restore-bubble',
      // Containers have a small /dev/shm.
      '--disable-dev-shm-usage',
      ...flags,
      'about:blank',
    ],
    // A group of its own, so that one signal reaches renderers and helpers too.
    { detached: true, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let attached: Browser | null = null;
  const kill = async () => {
    const left = attached;
    // Playwright Test keeps traces of all contexts that it takes to be open, so it must have heard of the end as well.
    const heard = left?.isConnected() && new Promise((resolve) => left.once('disconnected', resolve));
    if (child.exitCode === null && child.signalCode === null) killGroup(child);
    await ended;
    await heard;
  };
  try {
    const port = await debuggingPort(profile, child);
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    attached = browser;
    const context = browser.contexts()[0];
    if (!context) throw new Error('Chromium has no context of its profile.');
    return {
      browser,
      newPage: () => context.newPage(),
      kill,
      close: async () => {
        const session = await browser.newBrowserCDPSession();
        // The browser may be gone before it answers.
        await session.send('Browser.close').catch(() => undefined);
        await Promise.race([ended, delay(5000, undefined, { ref: false })]);
        await kill();
      },
    };
  } catch (error) {
    await kill();
    throw error;
  }
}

function killGroup(child: ChildProcess): void {
  // A negative number means the group.
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
}

/** Chromium writes the port that it chose into its profile. */
async function debuggingPort(profile: string, child: ChildProcess): Promise<number> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Chromium ended at once with code ${child.exitCode}.`);
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    const port = Number(text.split('\n')[0]);
    if (port > 0) return port;
    await delay(50);
  }
  throw new Error(`Chromium did not open its debugging port within ${START_DEADLINE_MS / 1000} s.`);
}
