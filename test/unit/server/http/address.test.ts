import type { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { Address } from '../../../../src/server/http/address';

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
