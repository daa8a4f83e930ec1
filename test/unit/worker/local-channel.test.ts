import { expose, wrap } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { localChannel } from '../../../src/worker/local-channel';

afterEach(() => void vi.unstubAllGlobals());

describe('a local channel', () => {
  it('carries calls without a port, which a browser may deafen', async () => {
    vi.stubGlobal('MessageChannel', undefined);
    const [near, far] = localChannel();
    expose({ add: (a: number, b: number) => a + b }, far);
    expect(await wrap<{ add(a: number, b: number): number }>(near).add(1, 2)).toBe(3);
  });

  it('gives messages in order, later, to the other end', async () => {
    const [near, far] = localChannel();
    const heard: unknown[] = [];
    far.addEventListener('message', (message) => heard.push((message as MessageEvent).data));
    near.addEventListener('message', () => heard.push('echo'));
    near.postMessage(1);
    near.postMessage(2);
    expect(heard).toEqual([]);
    await Promise.resolve();
    expect(heard).toEqual([1, 2]);
  });

  it('gives what was meant when it was sent, and moves what is to be moved', async () => {
    const [near, far] = localChannel();
    const told = new Promise<{ n: number; bytes: ArrayBuffer }>((resolve) =>
      far.addEventListener('message', (message) => resolve((message as MessageEvent).data as never)),
    );
    const message = { n: 1, bytes: new ArrayBuffer(8) };
    near.postMessage(message, [message.bytes]);
    message.n = 2;
    expect(message.bytes.byteLength).toBe(0);
    expect(await told).toMatchObject({ n: 1, bytes: { byteLength: 8 } });
  });

  it('refuses what cannot be cloned, as a port does', () => {
    expect(() => localChannel()[0].postMessage({ now: () => 1 })).toThrow(/clone/i);
  });
});
