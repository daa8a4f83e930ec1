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

  it('is an error where the encoder fails, and where there is none', async () => {
    await expect(service(() => Promise.reject(new Error('no memory'))).encode(part)).rejects.toThrow('no memory');
    const unknown = service(async () => null).encode({ ...part, kind: 'picture' });
    await expect(unknown).rejects.toMatchObject({ name: 'SpoorError' });
  });
});
