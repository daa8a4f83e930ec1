import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SpoorError } from '../../wire/index';

/** Where a running server is, and the key to it, as the flags of a command say. */
export function serverAddress({ data, server, key }: { data: string; server: string; key: string | undefined }): {
  url: string;
  key: string;
} {
  const url = URL.canParse(server) ? new URL(server) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new SpoorError('bad-option', `--server must look like http://127.0.0.1:8080, not ${JSON.stringify(server)}.`);
  }
  // The address that the server prints has the key in it.
  return { url: url.origin, key: key ?? url.searchParams.get('token') ?? readKey(data) };
}

function readKey(data: string): string {
  try {
    return readFileSync(join(data, 'key'), 'utf8').trim();
  } catch (cause) {
    throw new SpoorError(
      'unauthorized',
      `There is no key in ${resolve(data)}: give the one that the server printed with --key.`,
      {
        cause,
      },
    );
  }
}
