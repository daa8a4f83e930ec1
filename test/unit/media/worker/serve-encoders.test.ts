import { wrap } from 'comlink';
import { describe, expect, it } from 'vitest';
import type { Encoder } from '../../../../src/media/engine/encoder';
import { serveEncoders, type EncodingService } from '../../../../src/media/worker/serve-encoders';
import { asking } from '../../../../src/thread/answer';
import { localChannel } from '../../../../src/thread/local-channel';

function service(encode: Encoder<never>): EncodingService {
  const [near, far] = localChannel();
  serveEncoders({ word: encode }, far);
  return asking<EncodingService>(wrap(near), new Promise<never>(() => undefined));
}

const part = { kind: 'word', key: 'k', step: 0, many: false, items: [] };

describe('what a worker of encoders answers', () => {
  it('is what was encoded, with a sentence for each failure', async () => {
    const encoding = service(async (_part, onFailed) => {
      onFailed(new RangeError('it has no letters'));
      return { json: '1', files: [] };
    });
    await encoding.ping();
    expect(await encoding.encode(part)).toEqual({
      encoded: { json: '1', files: [] },
      failures: [{ code: 'unreadable-media', message: 'it has no letters' }],
    });
  });

  it('has the files themselves, which are not copied', async () => {
    const file = { path: 'media/a.txt', type: 'text/plain', bytes: Uint8Array.of(1, 2, 3).buffer };
    // Not the channel of one thread, which copies nothing and moves nothing.
    const { port1, port2 } = new MessageChannel();
    serveEncoders({ word: async () => ({ json: '1', files: [file] }) }, port1);
    const encoding = asking<EncodingService>(wrap(port2), new Promise<never>(() => undefined));
    const { encoded } = await encoding.encode(part);
    port1.close();
    expect([...new Uint8Array(encoded!.files[0]!.bytes)]).toEqual([1, 2, 3]);
    expect(file.bytes.byteLength).toBe(0);
  });

  it('is a sentence where the encoder fails as a whole, and an error where there is none', async () => {
    const failing = service(() => Promise.reject(new RangeError('no memory')));
    expect(await failing.encode(part)).toEqual({
      encoded: null,
      failures: [{ code: 'unreadable-media', message: 'no memory' }],
    });
    const unknown = service(async () => null).encode({ ...part, kind: 'picture' });
    await expect(unknown).rejects.toMatchObject({ name: 'SpoorError' });
  });
});
