import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type * as Comlink from 'comlink';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usedParts } from '../../scripts/used-parts.mjs';
import type * as Ask from '../../src/backend/wandb/ask';
import { AnsweringServer } from './backend/wandb/answering-server';

/** A module as it is in the files that pages load as they are, and its text. */
async function asLoaded(entry: string): Promise<{ code: string; module: unknown }> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [usedParts()],
    build: { write: false, minify: false, target: 'es2022', lib: { entry, formats: ['es'] } },
  });
  const { code } = (built as { output: { code: string }[] }[])[0]!.output[0]!;
  return { code, module: await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`) };
}

describe('what a page has of ky', () => {
  let server: AnsweringServer;
  let ask: (typeof Ask)['ask'];

  beforeAll(async () => {
    server = await new AnsweringServer().start();
    const { code, module } = await asLoaded(resolve(import.meta.dirname, '../../src/backend/wandb/ask.ts'));
    expect(code).toContain('class Ky');
    expect(code).not.toMatch(/beforeRetry|onDownloadProgress|searchParams|TextEncoder/);
    ({ ask } = module as typeof Ask);
  });
  afterAll(() => server.stop());

  it('posts a Blob as what it is, puts bytes with headers, asks for a head', async () => {
    server.answer({ body: { a: 1 }, headers: { 'x-said': 'yes' } });
    const body = new Blob(['{"q":1}'], { type: 'application/json' });
    const response = await ask('POST', `${server.url}/x`, {
      timeout: false,
      body,
      headers: { authorization: 'Basic eA==' },
    });
    expect(await response.json()).toEqual({ a: 1 });
    expect(server.last).toMatchObject({ method: 'POST', path: '/x', body: '{"q":1}' });
    expect(server.last.headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Basic eA==' });

    await ask('PUT', server.url, {
      timeout: false,
      body: new TextEncoder().encode('abc').buffer,
      headers: { 'x-from': 'test' },
    });
    expect(server.last).toMatchObject({ method: 'PUT', body: 'abc', headers: { 'x-from': 'test' } });

    const { headers } = await ask('HEAD', server.url, { timeout: 15_000, cache: 'no-store' });
    expect(headers.get('x-said')).toBe('yes');
    expect(server.last).toMatchObject({ method: 'HEAD', headers: { 'cache-control': 'no-cache' } });
  });

  it('fails with the answer, asks once, and fails not where that is not wanted', async () => {
    server.answer({ status: 503, body: 'because' });
    const error: unknown = await ask('POST', `${server.url}/once`, { timeout: false }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: 'HTTPError', response: { status: 503 } });
    expect(await (error as { response: Response }).response.text()).toBe('because');
    expect(server.heard.filter(({ path }) => path === '/once')).toHaveLength(1);
    expect((await ask('HEAD', server.url, { throwHttpErrors: false })).status).toBe(503);
  });

  it('ends by its time, and by a signal', async () => {
    server.answer(() => undefined);
    await expect(ask('POST', server.url, { timeout: 50 })).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(ask('POST', server.url, { timeout: false, signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await expect(ask('POST', server.url, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('what a page has of comlink', () => {
  it('calls methods, moves what is transferred, and brings failures back', async () => {
    const entry = createRequire(import.meta.url)
      .resolve('comlink')
      .replace(/umd.*/, 'esm/comlink.mjs');
    const { code, module } = await asLoaded(entry);
    expect(code).not.toMatch(/"(CONSTRUCT|ENDPOINT|RELEASE|SET)"|FinalizationRegistry/);
    const { port1, port2 } = new MessageChannel();
    const fail = () => {
      throw new RangeError('far');
    };
    const { expose, transfer, wrap } = module as typeof Comlink;
    expose({ size: (bytes: ArrayBuffer) => bytes.byteLength, fail }, port1 as never);
    const remote = wrap<{ size(bytes: ArrayBuffer): number; fail(): void }>(port2 as never);
    const bytes = new ArrayBuffer(8);
    expect(await remote.size(transfer(bytes, [bytes]))).toBe(8);
    expect(bytes.byteLength).toBe(0);
    await expect(remote.fail()).rejects.toMatchObject({ name: 'RangeError', message: 'far' });
    port1.close();
    port2.close();
  });
});

it.each([
  'ky/distribution/core/Ky.js',
  'ky/distribution/index.js',
  'comlink/dist/esm/comlink.mjs',
  'idb/build/index.js',
])('another version of %s stops the build', (file) => {
  const transform = usedParts().transform as (code: string, id: string) => unknown;
  expect(() => transform('export const other = 1;', `/node_modules/${file}`)).toThrow('is not as expected');
});
