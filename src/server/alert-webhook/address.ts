import { SpoorError } from '../../wire/index';
import { isLoopbackHost } from '../access/loopback';

/**
 * Checks where alerts are to be posted to. The address is a secret, as whoever knows it can post there: no message
 * repeats it.
 *
 * @throws SpoorError `bad-option`
 */
export function webhookAddress(text: string): URL {
  const fail = (why: string) => new SpoorError('bad-option', `The address of the alert webhook ${why}`);
  const trimmed = text.trim();
  if (trimmed === '') throw fail('is empty.');
  if (!URL.canParse(trimmed)) throw fail('must look like https://hooks.example/some/path.');
  const url = new URL(trimmed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw fail('must begin with https://.');
  if (url.username || url.password) throw fail('must have no name and password in it.');
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    throw fail('must begin with https://: http, which everybody on the way can read, is for this machine only.');
  }
  return url;
}
