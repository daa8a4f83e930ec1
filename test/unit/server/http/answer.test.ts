import { describe, expect, test } from 'vitest';
import { answerError, lineAnswer, refuse } from '../../../../src/server/http/answer';
import { Health } from '../../../../src/server/trouble/health';
import { Refusal } from '../../../../src/server/trouble/refusal';
import { parseLine, SpoorError } from '../../../../src/wire/index';

test('an answer may hold NaN and the infinities, and nobody keeps it', async () => {
  const answer = lineAnswer({ y: [NaN, Infinity, -Infinity, 1] });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(parseLine(await answer.text())).toEqual({ y: [NaN, Infinity, -Infinity, 1] });
});

test('a refusal has the shape that W&B’s clients read', async () => {
  const answer = refuse(404, 'There is nothing.');
  expect([answer.status, await answer.json()]).toEqual([404, { errors: [{ message: 'There is nothing.' }] }]);
});

describe('what a handler has thrown', () => {
  async function answerTo(error: unknown) {
    const reported: string[] = [];
    const report = (line: string) => void reported.push(line);
    const place = { data: '/data', tryToStore: async () => undefined, rescue: async () => '/data/copy', report };
    const answer = answerError(error, { health: new Health(place), report });
    const { errors } = (await answer.json()) as { errors: { message: string }[] };
    return { status: answer.status, message: errors[0]!.message, reported };
  }

  test('as a refusal is told, and not reported', async () => {
    expect(await answerTo(new Refusal(415, 'Send gzip.'))).toEqual({
      status: 415,
      message: 'Send gzip.',
      reported: [],
    });
  });

  test('as misuse is told to who sent it', async () => {
    expect(await answerTo(new SpoorError('bad-name', 'A name must be short.'))).toEqual({
      status: 400,
      message: 'A name must be short.',
      reported: [],
    });
  });

  test('because nothing can be stored asks for it again, and is said once in the log', async () => {
    const full = Object.assign(new Error('no space left on device, write /data/spoor.db'), { code: 'ENOSPC' });
    const { status, message, reported } = await answerTo(full);
    expect([status, message]).toEqual([507, expect.stringContaining('Send it again')]);
    expect(message).not.toContain('/data');
    expect(reported).toEqual([expect.stringContaining('no space left')]);
  });

  test.each([[new Error('secret of the inside')], ['secret of the inside'], [null]])(
    'and nobody foresaw is reported and not shown: %s',
    async (error) => {
      const { status, message, reported } = await answerTo(error);
      expect([status, message]).toEqual([500, expect.stringContaining('its log says why')]);
      expect(message).not.toContain('secret');
      expect(reported).toEqual([expect.stringContaining(error === null ? 'null' : 'secret of the inside')]);
    },
  );
});
