import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** What proxies and tunnels add to the requests of others. */
const FORWARDED =
  /^(forwarded|via|x-forwarded(-.*)?|x-(real|client|cluster-client|original)-.*|(true-client|cf-connecting|fly-client|fastly-client)-ip)$/;

/** Whether an address is one that only this machine can have, such as 127.0.0.1, ::1, and IPv4 written as IPv6. */
export function isLoopback(address: string | undefined): boolean {
  const plain = address?.replace(/^::ffff:(?=[\d.]+$)/i, '') ?? '';
  const version = isIP(plain);
  return version !== 0 && LOOPBACK.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}

/** Whether a host, as an address or a Host header has it, is this machine alone: `localhost`, `127.0.0.1`, `[::1]`. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || isLoopback(name);
}

/**
 * Whether a program on this machine sends a request for itself. A proxy on this machine speaks for others: it says so
 * in a header, or speaks HTTP/1.0, as nginx does unless told otherwise and no browser does.
 */
export function isFromThisMachine({ socket, headers, httpVersion }: IncomingMessage): boolean {
  if (!isLoopback(socket.remoteAddress) || !isLoopback(socket.localAddress)) return false;
  return httpVersion !== '1.0' && !Object.keys(headers).some((name) => FORWARDED.test(name));
}
