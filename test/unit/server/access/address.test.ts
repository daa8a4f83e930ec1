import type { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { Address } from '../../../../src/server/access/address';
import { isLoopback, isLoopbackHost } from '../../../../src/server/access/loopback';

const address = (host: string, port = 8080) => new Address(host, port, []);

describe('where browsers are pointed', () => {
  test.each([
    ['127.0.0.1', 8080, 'http://127.0.0.1:8080'],
    ['runs.example', 80, 'http://runs.example'],
    ['::1', 8080, 'http://[::1]:8080'],
    // These are for listening, not for calling.
    ['0.0.0.0', 8080, 'http://127.0.0.1:8080'],
    ['::', 8080, 'http://127.0.0.1:8080'],
  ])('on this machine, of a server at %s', (host, port, url) => {
    expect(address(host, port).url).toBe(url);
  });

  const known = { netmask: '', mac: '', cidr: null };
  const interfaces: ReturnType<typeof networkInterfaces> = {
    lo: [{ ...known, address: '127.0.0.1', family: 'IPv4', internal: true }],
    eth0: [
      { ...known, address: '192.168.0.3', family: 'IPv4', internal: false },
      { ...known, address: 'fe80::1', family: 'IPv6', internal: false, scopeid: 2 },
    ],
    wlan0: [{ ...known, address: '10.0.0.7', family: 'IPv4', internal: false }],
    gone: undefined,
  };

  test.each(['0.0.0.0', '::'])('on other machines, of a server at %s', (host) => {
    expect(address(host).networkUrls(interfaces)).toEqual(['http://192.168.0.3:8080', 'http://10.0.0.7:8080']);
  });

  test.each(['127.0.0.1', 'runs.example', '192.168.0.3'])('nowhere else, of a server at %s', (host) => {
    expect(address(host).networkUrls(interfaces)).toEqual([]);
  });
});

describe('behind a proxy', () => {
  const proxied = new Address('0.0.0.0', 8080, [], 'https://spoor.example:8443');

  test('browsers are pointed to it, and to nothing else', () => {
    expect(proxied.url).toBe('https://spoor.example:8443');
    expect(proxied.listeningUrl).toBe('http://127.0.0.1:8080');
    expect(
      proxied.networkUrls({
        eth0: [{ netmask: '', mac: '', cidr: null, address: '10.0.0.7', family: 'IPv4', internal: false }],
      }),
    ).toEqual([]);
    expect(proxied.baseUrlFor('127.0.0.1:8080')).toBe('https://spoor.example:8443');
  });

  test.each(['spoor.example', 'SPOOR.example:8443', 'spoor.example:443', '127.0.0.1:8080'])(
    '%s is its own name',
    (host) => {
      expect(proxied.isOwnHost(host)).toBe(true);
    },
  );

  test.each(['xspoor.example', 'spoor.example.evil', 'evil.example', 'spoor.example:8443:1', ''])(
    '%j is not',
    (host) => {
      expect(proxied.isOwnHost(host)).toBe(false);
    },
  );

  test.each<[string, string, boolean]>([
    ['https://spoor.example:8443', 'spoor.example:8443', true],
    ['https://spoor.example:8443', '127.0.0.1:8080', true],
    ['http://127.0.0.1:8080', '127.0.0.1:8080', true],
    ['http://localhost', 'LOCALHOST:80', true],
    ['https://spoor.example', 'spoor.example', false],
    ['https://127.0.0.1:8080', '127.0.0.1:8080', false],
    ['null', '127.0.0.1:8080', false],
    ['', '', false],
  ])('the Origin %s with the Host %s: %s', (origin, host, isOwn) => {
    expect(proxied.isOwnOrigin(origin, host)).toBe(isOwn);
  });
});

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

test.each([
  ['localhost', true],
  ['LocalHost', true],
  ['127.0.0.1', true],
  ['127.9.8.7', true],
  ['[::1]', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['', false],
  ['0.0.0.0', false],
  ['128.0.0.1', false],
  ['127.0.0.1.example', false],
  ['localhost.example', false],
  ['xlocalhost', false],
  ['127.1', false],
])('%j is a host of this machine alone: %s', (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});

test('a server at one loopback address answers to all names of this machine, and to no others', () => {
  for (const own of ['127.0.0.1', '127.0.0.2', 'localhost', '::1']) {
    for (const host of ['localhost:8080', '127.0.0.1', '127.0.0.2:1', '[::1]:8080'])
      expect(address(own).isOwnHost(host), `${own} ${host}`).toBe(true);
    for (const host of ['evil.example', '192.168.0.3', '128.0.0.1', '[fe80::1]', '127.0.0.1.evil.example'])
      expect(address(own).isOwnHost(host), `${own} ${host}`).toBe(false);
  }
});
