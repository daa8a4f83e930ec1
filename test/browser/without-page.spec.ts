import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '../support/fixtures';

/** Where there is no page, rows are lost so far. It must be seen. */

const LOST = {
  mode: 'disabled',
  logged: 3,
  journaled: 0,
  dropped: { 'no-page': 3 },
  problem: 'no-page',
  delivered: false,
  said: 1,
};

for (const kind of ['dedicated', 'shared', 'service'] as const) {
  test(`a ${kind} worker of the page hears that its rows are not kept`, async ({ stage }) => {
    const page = await stage.openPage();
    const answer = await page.evaluate(async (asked) => {
      const answers = new Promise<unknown>((resolve) => {
        const listen = ({ data }: MessageEvent) => resolve(data);
        if (asked === 'dedicated') {
          const worker = new Worker('worker.js');
          worker.addEventListener('message', listen);
          worker.postMessage('train');
        } else if (asked === 'shared') {
          const { port } = new SharedWorker('worker.js');
          port.addEventListener('message', listen);
          port.start();
        } else {
          navigator.serviceWorker.addEventListener('message', listen);
          navigator.serviceWorker.startMessages();
          void navigator.serviceWorker.register('worker.js').then(async () => {
            (await navigator.serviceWorker.ready).active!.postMessage('train');
          });
        }
      });
      return answers;
    }, kind);
    expect(answer).toEqual(LOST);
    await page.context().close();
  });
}

test.describe('Node', () => {
  const node = (program: string) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);

  test('says once that rows are not kept', async () => {
    const { stdout, stderr } = await node(`
      import { init } from './dist/spoor.js';
      for (let n = 0; n < 2; n++) {
        const run = await init({ project: 'p', baseUrl: 'http://127.0.0.1:9' });
        for (let step = 0; step < 3; step++) run.log({ step });
        const { delivered } = await run.finish();
        const { logged, dropped, problem } = run.status();
        console.log(JSON.stringify({ logged, dropped, problem: problem.code, delivered }));
      }`);
    const lost = '{"logged":3,"dropped":{"no-page":3},"problem":"no-page","delivered":false}';
    expect(stdout.trim().split('\n')).toEqual([lost, lost]);
    expect(stderr.match(/no-page/g)).toHaveLength(1);
  });

  test('hears nothing where it renders a page: a run is begun, and its rows would be logged in the browser', async () => {
    const { stdout, stderr } = await node(`
      import { init } from './dist/spoor.js';
      const run = await init({ project: 'p', mode: 'online' });
      console.log(run.mode);`);
    expect([stdout.trim(), stderr]).toEqual(['disabled', '']);
  });

  test('hears that a service worker is needed to deliver in the background', async () => {
    const { stderr } = await node(`
      import { deliverInBackground } from './dist/service-worker.js';
      globalThis.addEventListener ??= () => undefined;
      deliverInBackground({ baseUrl: 'http://127.0.0.1:9' });`);
    expect(stderr).toContain('service worker');
  });
});
