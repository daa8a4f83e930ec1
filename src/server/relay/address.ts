import { networkInterfaces } from 'node:os';
import { SpoorError } from '../../wire/index';
import type { Address } from '../access/address';
import { isLoopbackHost } from '../access/loopback';

/**
 * Checks where runs are to be passed on to; returns the address without a slash at the end.
 *
 * @throws SpoorError `bad-option`
 */
export function upstreamAddress(text: string, insecure: boolean, own: Address): string {
  const fail = (why: string) =>
    new SpoorError('bad-option', `Runs cannot be forwarded to ${JSON.stringify(text)}: ${why}`);
  if (!URL.canParse(text)) throw fail('write it like https://api.wandb.ai.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw fail('it must begin with https://.');
  if (url.username || url.password)
    throw new SpoorError('bad-option', 'The address to forward to must have no key in it.');
  if (url.search || url.hash) throw fail('it must end with the host or a path.');
  if (url.hostname === 'wandb.ai') throw fail("W&B's API is at https://api.wandb.ai.");
  if (isOwn(url, own)) throw fail('that is this server itself.');
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname) && !insecure) {
    throw fail('http would show the key and the runs to everybody on the way; use https, or add --forward-insecure.');
  }
  return url.href.replace(/\/+$/, '');
}

function isOwn(url: URL, own: Address): boolean {
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const isEverywhere = own.host === '0.0.0.0' || own.host === '::';
  const ours = Object.values(networkInterfaces()).flatMap((found) => found?.map(({ address }) => address) ?? []);
  return (
    port === own.port && (isLoopbackHost(url.hostname) || name === own.host || (isEverywhere && ours.includes(name)))
  );
}
