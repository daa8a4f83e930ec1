import { expect, it } from 'vitest';
import type { Encoder } from '../../../src/media/engine/encoder';
import { encoders } from '../../../src/engine/encoders';

it('takes what another worker has encoded as it is', async () => {
  const encoded = { json: '{"_type":"html-file"}', files: [] };
  const take = encoders['encoded'] as unknown as Encoder<object>;
  const part = { kind: 'encoded', key: 'k', step: 0, many: false };
  const onFailed = () => expect.unreachable();
  expect(await take({ ...part, items: [encoded] }, onFailed)).toBe(encoded);
  expect(await take({ ...part, items: [] }, onFailed)).toBeNull();
});
