import { wrap } from 'comlink';
import { expect, it } from 'vitest';
import { serve } from '../../../../../src/media/video/worker/serve';
import type { EncodingService } from '../../../../../src/media/worker/serve-encoders';
import { asking } from '../../../../../src/thread/answer';
import { localChannel } from '../../../../../src/thread/local-channel';

it('knows clips', async () => {
  const [near, far] = localChannel();
  serve(far);
  const service = asking<EncodingService>(wrap(near), new Promise<never>(() => undefined));
  const part = { kind: 'video', key: 'k', step: 0, many: true, items: [] };
  expect(await service.encode(part)).toEqual({ encoded: null, failures: [] });
});
