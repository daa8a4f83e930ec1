import { wrap } from 'comlink';
import { afterEach, expect, it, vi } from 'vitest';
import type { EncodingService } from '../../../../../src/media/worker/serve-encoders';
import { asking } from '../../../../../src/thread/answer';
import { localChannel } from '../../../../../src/thread/local-channel';

afterEach(() => void vi.unstubAllGlobals());

it('answers in the scope of a worker', async () => {
  const [near, far] = localChannel();
  vi.stubGlobal('self', far);
  await import('../../../../../src/media/video/worker/worker');
  const service = asking<EncodingService>(wrap(near), new Promise<never>(() => undefined));
  const item = { clip: { file: new Blob(['text']) }, fps: 4, format: 'webm' };
  const part = { kind: 'video', key: 'k', step: 1, many: false, items: [item] };
  expect(await service.encode(part as never)).toEqual({
    encoded: null,
    failures: [{ code: 'unreadable-media', message: 'the Blob is not a video of the kinds mp4, webm, ogg and gif' }],
  });
});
