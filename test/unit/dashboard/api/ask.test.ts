import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask } from '../../../../src/dashboard/api/ask';

afterEach(() => vi.unstubAllGlobals());

const answer = (status: number, body: string) => vi.stubGlobal('fetch', async () => new Response(body, { status }));

describe('ask', () => {
  it('reads numbers that JSON lacks', async () => {
    answer(200, '{"loss":NaN}');
    expect(await ask('/api')).toEqual({ loss: NaN });
  });

  it.each([
    [400, '{"errors":[{"message":"This is not a run."}]}', 'refused', 'This is not a run.'],
    [400, '{"error":"This is not a run."}', 'refused', 'This is not a run.'],
    [502, '<h1>Bad gateway</h1>', 'refused', 'The server answered with status 502.'],
    [404, '{"message":"There is no run r."}', 'not-found', 'There is no run r.'],
    [
      401,
      '{"message":"The key is missing."}',
      'unauthorized',
      'This browser has not signed in, or its session has ended.',
    ],
  ])('tells of a refusal with %d in the words of the server, where it has any', async (status, body, code, message) => {
    answer(status, body);
    await expect(ask('/api')).rejects.toMatchObject({ code, message });
  });
});
