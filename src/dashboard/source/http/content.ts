import { SpoorError } from '../../../wire/index';
import type { RunPath } from '../source';
import { fileHref } from './addresses';

const MIB = 2 ** 20;

/** How a file is asked for. */
interface ContentQuestion {
  /** Larger ones are not read. */
  most: number;
  /** Only so many bytes of it are read. */
  first?: number | undefined;
  /** Another one asks anew, past what the browser remembers. */
  attempt: number;
  signal: AbortSignal;
}

/**
 * The bytes of a file of a run; null when the run lacks the file, or still waits for it.
 *
 * @throws SpoorError as {@link contentAt} does.
 */
export function askContent(path: RunPath, name: string, question: ContentQuestion): Promise<Blob | null> {
  return contentAt(fileHref(path, name, question.attempt), question);
}

/**
 * The bytes at an address of the server; null when there are none.
 *
 * @throws SpoorError `unreachable`, or `refused` with a sentence for the person at the page.
 */
export async function contentAt(
  href: string,
  { most, first, signal }: Omit<ContentQuestion, 'attempt'>,
): Promise<Blob | null> {
  const headers = first === undefined ? {} : { Range: `bytes=0-${first - 1}` };
  const response = await request(href, { signal, headers });
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
