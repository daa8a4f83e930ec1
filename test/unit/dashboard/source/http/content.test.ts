import { afterEach, describe, expect, it, vi } from 'vitest';
import { askContent, askWhether } from '../../../../../src/dashboard/source/http/content';

const path = { entity: 'local', project: 'p', run: 'r' };
const options = { most: 2 ** 20, attempt: 0, signal: new AbortController().signal };

/** Answers every request so, and notes what was asked. */
function answerWith(answer: () => Response): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (href: string, { method = 'GET' }: RequestInit) => {
    asked.push(`${method} ${href}`);
    return answer();
  });
  return asked;
}

afterEach(() => void vi.unstubAllGlobals());

describe('the content of a file', () => {
  it('is its bytes, asked for anew with each attempt', async () => {
    const asked = answerWith(() => new Response('abc'));
    expect(await (await askContent(path, 'media/a b.html', { ...options, attempt: 2 }))!.text()).toBe('abc');
    expect(asked).toEqual(['GET /files/local/p/r/media/a%20b.html?try=2']);
  });

  it('is null where there is no such file', async () => {
    answerWith(() => new Response('', { status: 404 }));
    expect(await askContent(path, 'a', options)).toBeNull();
    expect(await askWhether(path, 'a', 0)).toBe(false);
  });

  it('is not read where it is too large, refused, or where nobody answers', async () => {
    answerWith(() => new Response('abc', { headers: { 'Content-Length': '1048577' } }));
    await expect(askContent(path, 'a', options)).rejects.toThrow('larger than the 1 MiB');
    answerWith(() => new Response('', { status: 500 }));
    await expect(askContent(path, 'a', options)).rejects.toThrow('the server answers 500');
    answerWith(() => {
      throw new TypeError('Failed to fetch');
    });
    await expect(askContent(path, 'a', options)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('is there, which a request without its bytes tells', async () => {
    const asked = answerWith(() => new Response(null));
    expect(await askWhether(path, 'a', 0)).toBe(true);
    expect(asked).toEqual(['HEAD /files/local/p/r/a']);
  });
});
