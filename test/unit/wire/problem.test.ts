import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/wire/delivery-error';
import { fromProblem, isSpoorError, SpoorError, toProblem } from '../../../src/wire/problem';

describe('SpoorError', () => {
  it('crosses a thread as data and keeps its code', () => {
    const problem = structuredClone(toProblem(new DeliveryError('busy', 'later', { retryAfter: 5 })));
    expect(problem).toEqual({ code: 'busy', message: 'later' });
    const error = fromProblem(problem);
    expect(isSpoorError(error)).toBe(true);
    expect(error).toMatchObject({ code: 'busy', message: 'later', name: 'SpoorError' });
  });

  it('is recognized from another copy of the library, and nothing else is', () => {
    const foreign = Object.assign(new Error('x'), { name: 'SpoorError', code: 'busy' });
    expect(isSpoorError(foreign)).toBe(true);
    for (const other of [
      new Error('x'),
      { name: 'SpoorError', code: 'busy' },
      null,
      undefined,
      'busy',
      Object.assign(new Error(), { name: 'SpoorError' }),
    ]) {
      expect(isSpoorError(other)).toBe(false);
    }
  });

  it('keeps its cause', () => {
    const cause = new Error('root');
    expect(new SpoorError('unexpected', 'x', { cause }).cause).toBe(cause);
  });
});

describe('toProblem', () => {
  it.each([
    [new TypeError('broken'), 'TypeError: broken'],
    ['a string', 'a string'],
    [undefined, 'undefined'],
  ])('makes data of %s', (thrown, message) => {
    expect(toProblem(thrown)).toEqual({ code: 'unexpected', message });
    expect(toProblem(thrown, 'storage-failed').code).toBe('storage-failed');
  });
});
