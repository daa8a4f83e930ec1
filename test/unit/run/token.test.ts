import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { init, type InitOptions } from '../../../src/index';
import { startTestServer, type TestServer } from '../../support/server';
import { enterPage } from './page';

let server: TestServer;
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  server = await startTestServer();
  // A browser that has never heard of the run.
  enterPage();
  await server.createRun('p', 'abc');
  await server.fileStream('p', 'abc', {
    files: { 'wandb-history.jsonl': { offset: 0, content: ['{"_step":0,"a":1}'] } },
  });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await server[Symbol.asyncDispose]();
});

const continued = (token: NonNullable<InitOptions['token']>, options: Partial<InitOptions> = {}) =>
  init({ project: 'p', id: 'abc', baseUrl: server.url, token, ...options });

describe('a token that is needed while the run is opened', () => {
  it.each<Partial<InitOptions>>([{}, { resume: 'must' }, { rewindTo: 0 }])('is asked for: %j', async (options) => {
    const run = await continued(() => server.key, options);
    expect([run.step, run.resumed]).toEqual([1, true]);
    run.log({ a: 2 });
    expect(await run.finish()).toEqual({ delivered: true });
    expect(run.status()).toMatchObject({ acknowledged: 1, dropped: {} });
  });

  it('that never comes does not hold up the run for longer than resumeTimeout', async () => {
    const run = await continued(() => new Promise(() => undefined), { settings: { resumeTimeout: 20 } });
    expect([run.step, run.resumed]).toEqual([0, false]);
  });

  it('that never comes fails init where the run must be known', async () => {
    const opened = continued(() => new Promise(() => undefined), { resume: 'must', settings: { resumeTimeout: 20 } });
    await expect(opened).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('token') as string,
    });
  });
});
