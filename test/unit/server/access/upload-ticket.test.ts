import { describe, expect, test } from 'vitest';
import { downloadPath, readDownload } from '../../../../src/server/access/download-ticket';
import type { Seals } from '../../../../src/server/access/signed-token';
import { readTicket, uploadPath } from '../../../../src/server/access/upload-ticket';
import { openSeals } from './open-seals';

// What the server does with them is in http/uploads.test.ts and http/contents.test.ts.
const DAY = 24 * 3600_000;
let now = 0;
const opened: Promise<Seals> = openSeals(() => now);
const lastOf = (path: string) => path.split('/').at(-1)!;

describe('an upload address', () => {
  test.each([{ run: 5, name: '../a b/"ü"\u0000.txt' }, { run: 5, name: '' }, { content: 'XUFAKrxLKna5cZ2REBfFkg==' }])(
    'says for what it is, and is a part of an address whatever the name: %j',
    async (upload) => {
      const path = uploadPath(await opened, upload);
      expect(path).toMatch(/^\/uploads\/[\w.-]+$/);
      expect(readTicket(await opened, lastOf(path))).toEqual(upload);
    },
  );

  test('lasts for a day, and is refused when it was made for a download', async () => {
    const seals = await opened;
    const ticket = lastOf(uploadPath(seals, { run: 1, name: 'a' }));
    const download = lastOf(downloadPath(seals, { content: 'x', name: 'a' }));
    now += DAY - 1;
    expect(readTicket(seals, ticket)).toEqual({ run: 1, name: 'a' });
    expect(readDownload(seals, download)).toEqual({ content: 'x', name: 'a' });
    now += 1;
    expect(() => readTicket(seals, ticket)).toThrow('has expired');
    expect(() => readTicket(seals, download)).toThrow('not made by this server');
  });
});
