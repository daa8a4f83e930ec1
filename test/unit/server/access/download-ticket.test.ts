import { expect, test } from 'vitest';
import { downloadPath, readDownload } from '../../../../src/server/access/download-ticket';
import { openSeals } from './open-seals';

test('a download address says what it gives, for a day, and nothing of it can be changed', async () => {
  let now = 0;
  const seals = await openSeals(() => now);
  const download = { content: 'XUFAKrxLKna5cZ2REBfFkg==', name: 'dir/../"ü"\r\n.html' };
  const path = downloadPath(seals, download);
  expect(path).toMatch(/^\/downloads\/[\w.-]+$/);
  const ticket = path.split('/').at(-1)!;
  expect(readDownload(seals, ticket)).toEqual(download);
  for (const forged of ['', 'x.y', `${ticket}x`, ticket.split('.')[0]!])
    expect(() => readDownload(seals, forged), forged).toThrow('not made by this server');
  now = 24 * 3600_000;
  expect(() => readDownload(seals, ticket)).toThrow('has expired');
});
