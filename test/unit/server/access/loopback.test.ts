import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { isFromThisMachine, isLoopback } from '../../../../src/server/access/loopback';

test.each<[string | undefined, boolean]>([
  ['127.0.0.1', true],
  ['127.9.8.7', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['128.0.0.1', false],
  ['::ffff:10.0.0.1', false],
  ['10.0.0.1', false],
  ['fe80::1', false],
  ['localhost', false],
  ['', false],
  [undefined, false],
])('%s is an address of this machine alone: %s', (given, expected) => {
  expect(isLoopback(given)).toBe(expected);
});

// What a real proxy sends is in http/page-token.test.ts.
describe('a request of this machine', () => {
  const from = (
    remoteAddress: string,
    localAddress: string,
    headers: Record<string, string> = {},
    httpVersion = '1.1',
  ) =>
    isFromThisMachine({ socket: { remoteAddress, localAddress }, headers, httpVersion } as unknown as IncomingMessage);

  test('comes from it and to it', () => {
    expect(from('127.0.0.1', '127.0.0.1')).toBe(true);
    expect(from('10.0.0.7', '127.0.0.1')).toBe(false);
    expect(from('127.0.0.1', '10.0.0.7')).toBe(false);
  });

  test.each(['forwarded', 'via', 'x-forwarded-for', 'x-forwarded', 'x-real-ip', 'x-client-ip', 'cf-connecting-ip'])(
    'does not come from a proxy, which says so: %s',
    (name) => expect(from('127.0.0.1', '127.0.0.1', { [name]: 'x' })).toBe(false),
  );

  test('is not of HTTP/1.0, which proxies speak and no browser', () => {
    expect(from('::1', '::1', {}, '1.0')).toBe(false);
  });
});
