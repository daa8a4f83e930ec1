import { wrap } from 'comlink';
import { expect, it } from 'vitest';
import type { EncodingService } from '../../../../src/media/worker/serve-encoders';
import { encoders } from '../../../../src/media/worker/encoders';
import { serve } from '../../../../src/media/worker/serve';
import { asking } from '../../../../src/thread/answer';
import { localChannel } from '../../../../src/thread/local-channel';

it.each(Object.keys(encoders))('knows the kind %s', async (kind) => {
  const [near, far] = localChannel();
  serve(far);
  const service = asking<EncodingService>(wrap(near), new Promise<never>(() => undefined));
  // An empty list of any kind fails or gives nothing, but it is known.
  const answered = await service.encode({ kind, key: 'k', step: 0, many: true, items: [] }).catch(String);
  expect(String(answered)).not.toMatch(/not a function/);
});
