import { createRequire } from 'node:module';
import { expose, wrap } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { localChannel } from '../../../src/thread/local-channel';

afterEach(() => void vi.unstubAllGlobals());

/** tf.min.js changes the page that it is loaded into. */
function coreJs(): typeof structuredClone {
  const native = structuredClone;
  createRequire(import.meta.url)('@tensorflow/tfjs/dist/tf.min.js');
  const changed = structuredClone;
  globalThis.structuredClone = native;
  expect(changed).not.toBe(native);
  return changed;
}

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

  it.each([
    ['of the browser', structuredClone],
    ['of core-js, which tf.min.js puts in its place', coreJs()],
  ])(
    'gives what was meant when it was sent, and moves what cannot be copied, by the structuredClone %s',
    async (_whose, clone) => {
      vi.stubGlobal('structuredClone', clone);
      const [near, far] = localChannel();
      const told = new Promise<{ n: number; bytes: Uint8Array; port: MessagePort }>((resolve) =>
        far.addEventListener('message', (message) => resolve((message as MessageEvent).data as never)),
      );
      const { port1, port2 } = new MessageChannel();
      const message = { n: 1, bytes: new Uint8Array([1, 2]), port: port1 };
      near.postMessage(message, [message.bytes.buffer, port1]);
      message.n = 2;
      expect(await told).toMatchObject({ n: 1, bytes: new Uint8Array([1, 2]) });
      (await told).port.close();
      port2.close();
    },
  );

  it('refuses what cannot be cloned, as a port does', () => {
    expect(() => localChannel()[0].postMessage({ now: () => 1 })).toThrow(/clone/i);
  });
});
