import { wrap } from 'comlink';
import { afterEach, expect, it, vi } from 'vitest';
import { asking } from '../../../../src/thread/answer';
import { localChannel } from '../../../../src/thread/local-channel';
import type { EncodingService } from '../../../../src/media/worker/serve-encoders';

afterEach(() => void vi.unstubAllGlobals());

it('answers in the scope of a worker for the kinds of spoor/media', async () => {
  const [near, far] = localChannel();
  vi.stubGlobal('self', far);
  await import('../../../../src/media/worker/worker');
  const service = asking<EncodingService>(wrap(near), new Promise<never>(() => undefined));
  await service.ping();
  const part = { kind: 'html', key: 'k', step: 1, many: false, items: [{ html: '<p>' }] };
  const { encoded, failures } = await service.encode(part as never);
  expect(failures).toEqual([]);
  expect(JSON.parse(encoded!.json)).toMatchObject({ _type: 'html-file', size: 3 });
});
