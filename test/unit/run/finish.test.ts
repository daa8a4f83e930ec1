import 'fake-indexeddb/auto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportRun, init, sync, type InitOptions, type Run } from '../../../src/index';
import { startTestServer, type TestServer } from '../../support/server';
import { enterPage } from './page';

let data: string;
let server: TestServer;
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  enterPage();
  data = mkdtempSync(join(tmpdir(), 'spoor-test-'));
  server = await startTestServer({ data });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await server[Symbol.asyncDispose]();
  rmSync(data, { recursive: true, force: true });
});

const started = (options: Partial<InitOptions> = {}) =>
  init({ project: 'p', baseUrl: server.url, token: server.key, ...options });
const steps = async (run: Run) => {
  const seen: unknown[] = [];
  for await (const { n } of run.history) seen.push(n);
  return seen;
};

describe('a run that is finished and delivered', () => {
  it('has everything synced, can still be read, and takes no more', async () => {
    const run = await started();
    run.log({ n: 0 });
    run.log({ n: 1 });
    expect(await run.finish()).toEqual({ delivered: true });
    await run.flush();
    await run.synced();
    expect(await steps(run)).toEqual([0, 1]);
    const finished = expect.objectContaining({ code: 'run-finished' }) as Error;
    expect(() => (run.summary['best'] = 1)).toThrow(finished);
    expect(() => (run.config['lr'] = 1)).toThrow(finished);
    expect(() => run.alert({ title: 'late' })).toThrow(finished);
    await run.flush();
  });

  it('ends what its consent has begun meanwhile', async () => {
    const run = await started({ consent: 'pending', settings: { pageMetricsInterval: 1 } });
    run.log({ n: 0 });
    const begun = vi.spyOn(globalThis, 'setInterval');
    const ended = vi.spyOn(globalThis, 'clearInterval');
    const end = run.finish();
    await run.setConsent('granted');
    expect(await end).toEqual({ delivered: true });
    await vi.waitFor(() => {
      const timers = begun.mock.results.map(({ value }) => value as NodeJS.Timeout);
      expect(timers.length).toBeGreaterThan(0);
      for (const timer of timers) expect(ended).toHaveBeenCalledWith(timer);
    });
    expect((await exportRun(run)).size).toBeGreaterThan(0);
  });
});

describe('a run that is finished without its server', () => {
  const finishedOffline = async () => {
    const { port } = new URL(server.url);
    const run = await started();
    await run.synced();
    await server.close();
    run.log({ n: 0 });
    expect(await run.finish()).toEqual({ delivered: false });
    return { run, back: async () => (server = await startTestServer({ data, port: Number(port) })) };
  };

  it('is delivered by sync(), with its own token', async () => {
    const { run, back } = await finishedOffline();
    await expect(sync({ baseUrl: server.url })).rejects.toMatchObject({ code: 'unreachable' });
    await back();
    expect(await sync({ baseUrl: server.url, token: 'of no use' })).toEqual({ delivered: 1, waiting: 0 });
    await vi.waitFor(() => expect(run.status()).toMatchObject({ acknowledged: 1, link: 'online' }));
  });

  it('is delivered when there is a network again, and gives its connection back', async () => {
    const { run, back } = await finishedOffline();
    await back();
    window.dispatchEvent(new Event('online'));
    // Each try gives the run something more to deliver, and time to do it.
    const change = () => (run.summary['late'] = 1);
    await vi.waitFor(() => expect(change).toThrow(/finished and delivered/), { interval: 1_000 });
    expect(run.status()).toMatchObject({ acknowledged: 1 });
  });
});
