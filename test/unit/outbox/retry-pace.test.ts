import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal, Pace } from '../../../src/outbox/retry-pace';
import { ParentFirst } from '../../../src/outbox/parent-first';
import { DeliveryError, SpoorError, type ProblemCode } from '../../../src/wire/index';

const failure = (code: ProblemCode, retryAfter?: number) => new DeliveryError(code, 'x', { retryAfter });

describe('Pace', () => {
  it('waits anything from nothing up to a ceiling that doubles to a minute: full jitter', () => {
    const [least, most] = [new Pace(() => 0), new Pace(() => 1 - Number.EPSILON)];
    const waits = Array.from({ length: 12 }, () => Math.round(most.failed(failure('busy')).own));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000, 60_000]);
    expect(Array.from({ length: 12 }, () => least.failed(failure('busy')).own)).toEqual(
      Array.from({ length: 12 }, () => 0),
    );
  });

  it('keeps to the bounds after any number of failures, whatever they were', () => {
    const error = fc.oneof(
      fc.constantFrom<ProblemCode>('unreachable', 'busy', 'not-found', 'too-large').map((code) => failure(code)),
      fc.constant(new TypeError('x')),
      fc.constant('a string'),
    );
    fc.assert(
      fc.property(
        fc.array(error, { minLength: 1, maxLength: 3_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (errors, random) => {
          const pace = new Pace(() => random);
          const waits = errors.map((each) => pace.failed(each));
          expect(waits.every(({ asked, own }) => asked === 0 && own >= 0 && own <= 60_000)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('begins again after a success', () => {
    const pace = new Pace(() => 0.5);
    for (let i = 0; i < 9; i++) pace.failed(failure('busy'));
    pace.succeeded();
    expect(pace.failed(failure('busy')).own).toBe(250);
  });

  it('adds its own to what the backend asks for, so that pages do not come back in step', () => {
    expect(new Pace(() => 0).failed(failure('busy', 7_000))).toEqual({ asked: 7_000, own: 0 });
    expect(new Pace(() => 0.5).failed(failure('busy', 7_000))).toEqual({ asked: 7_000, own: 250 });
  });

  it('waits a minute after a refusal, and does not count it as a failure', () => {
    const pace = new Pace(() => 0.5);
    for (const code of ['unauthorized', 'refused'] as const) expect(pace.failed(failure(code)).own).toBe(60_000);
    expect(pace.failed(failure('busy')).own).toBe(250);
  });
});

it('looks for the parent of a fork each second, and does not count it as a failure', () => {
  const pace = new Pace(() => 0.5);
  for (let i = 0; i < 9; i++) expect(pace.failed(new ParentFirst('r1'))).toEqual({ asked: 0, own: 1_000 });
  expect(pace.failed(failure('busy')).own).toBe(250);
});

describe('isRefusal', () => {
  it.each<[unknown, boolean]>([
    [failure('unauthorized'), true],
    [failure('refused'), true],
    [failure('not-found'), false],
    [failure('busy'), false],
    [failure('too-large'), false],
    [failure('unreachable'), false],
    [new SpoorError('refused', 'x'), false],
    [new Error('x'), false],
    [null, false],
  ])('of %s is %s', (error, refusal) => expect(isRefusal(error)).toBe(refusal));
});
