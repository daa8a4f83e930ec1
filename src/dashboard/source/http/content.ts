import { SpoorError } from '../../../wire/index';
import type { RunPath, Source } from '../source';
import { fileHref } from './addresses';

const MIB = 2 ** 20;

/**
 * The bytes of a file of a run; null when the run lacks the file, or still waits for it.
 *
 * @param most larger ones are not read.
 * @param first only so many bytes of it are read.
 * @param attempt another one asks anew, past what the browser remembers.
 * @throws SpoorError `unreachable`, or `refused` with a sentence for the person at the page.
 */
export async function askContent(
  path: RunPath,
  name: string,
  { most, first, attempt, signal }: Parameters<Source['content']>[2],
): Promise<Blob | null> {
  const headers = first === undefined ? {} : { Range: `bytes=0-${first - 1}` };
  const response = await request(fileHref(path, name, attempt), { signal, headers });
  if (response.status === 404) return null;
  if (!response.ok) throw new SpoorError('refused', `The file cannot be read: the server answers ${response.status}.`);
  if (Number(response.headers.get('content-length')) > most) {
    await response.body?.cancel();
    throw new SpoorError('refused', `The file is larger than the ${most / MIB} MiB that are shown here; download it.`);
  }
  return response.blob();
}

/** Whether a run has a file. */
export async function askWhether(path: RunPath, name: string, attempt: number): Promise<boolean> {
  return (await request(fileHref(path, name, attempt), { method: 'HEAD' })).status !== 404;
}

async function request(href: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(href, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new SpoorError('unreachable', 'The file cannot be fetched: the server does not answer.', { cause: error });
  }
}
