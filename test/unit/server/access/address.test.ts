import type { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { Address } from '../../../../src/server/access/address';

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
