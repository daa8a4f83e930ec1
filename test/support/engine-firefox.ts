import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFirefox, missingEngine } from '../../scripts/browser.mjs';
import { connectBidi, type Bidi } from './bidi';
import { startProcess } from './engine-process';
import { goBack, type Engine, type EnginePage, type InPage } from './engines';

/** Firefox stops most of what it does by itself when it is driven; these are the rest. */
const PREFERENCES = {
  'browser.sessionstore.resume_from_crash': false,
  'toolkit.startup.max_resumed_crashes': -1,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
};

/** Firefox by WebDriver BiDi, which it speaks itself: no driver program is in between. */
export const firefox: Engine = {
  name: 'Firefox',
  missing: missingEngine('firefox'),
  async start(profile) {
    mkdirSync(profile, { recursive: true });
    writeFileSync(
      join(profile, 'user.js'),
      Object.entries(PREFERENCES)
        .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});\n`)
        .join(''),
    );
    const flags = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'];
    const browser = startProcess(findFirefox()!, flags);
    try {
      const [, address] = await browser.says(/WebDriver BiDi listening on (ws:\S+)/);
      const bidi = await connectBidi(`${address}/session`);
      const { capabilities } = await bidi.send<{ capabilities: { browserVersion: string } }>('session.new', {
        capabilities: {},
      });
      return {
        version: capabilities.browserVersion,
        newPage: async () =>
          wrap(bidi, (await bidi.send<{ context: string }>('browsingContext.create', { type: 'tab' })).context),
        kill: () => browser.kill(),
        close: async () => {
          // It may be gone before it answers.
          await bidi.send('browser.close', {}).catch(() => undefined);
          await Promise.race([browser.ended, delay(5000, undefined, { ref: false })]);
          await browser.kill();
        },
      };
    } catch (error) {
      await browser.kill();
      throw error;
    }
  },
};

function wrap(bidi: Bidi, context: string): EnginePage {
  const evaluate: InPage['evaluate'] = async <R>(work: unknown, argument?: unknown): Promise<R> => {
    // As text both ways: BiDi's own notation of values says more than is needed here.
    const answer = await bidi.send<BidiResult>('script.callFunction', {
      functionDeclaration: `async (text) => JSON.stringify(await (${String(work)})(text && JSON.parse(text)))`,
      arguments: [argument === undefined ? { type: 'undefined' } : { type: 'string', value: JSON.stringify(argument) }],
      target: { context },
      awaitPromise: true,
    });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return (answer.result.value === undefined ? undefined : JSON.parse(answer.result.value)) as R;
  };
  return {
    goto: async (url) => void (await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await bidi.send('browsingContext.reload', { context, wait: 'complete' })),
    goBack: () => goBack({ evaluate }),
    evaluate,
    close: async () => void (await bidi.send('browsingContext.close', { context })),
    screenshot: async () =>
      Buffer.from((await bidi.send<{ data: string }>('browsingContext.captureScreenshot', { context })).data, 'base64'),
  };
}

type BidiResult =
  | { type: 'success'; result: { value?: string } }
  | { type: 'exception'; exceptionDetails: { text: string } };
