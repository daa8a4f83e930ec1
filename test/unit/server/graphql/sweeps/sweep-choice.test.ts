import { describe, expect, test } from 'vitest';
import { chooseSweeps } from '../../../../../src/server/graphql/sweeps/sweep-choice';
import type { StoredSweep } from '../../../../../src/server/store/port/sweep-store';

const sweep = (name: string, state: string, method: string, createdAt: number) =>
  ({
    name,
    state,
    displayName: `about ${name}`,
    description: null,
    config: `method: ${method}\nparameters: {x: {values: [1]}}`,
    createdAt,
    updatedAt: createdAt,
  }) as StoredSweep;
const SWEEPS = [
  sweep('a', 'RUNNING', 'grid', 0),
  sweep('b', 'FINISHED', 'random', 1),
  sweep('c', 'RUNNING', 'bayes', 2),
];
const names = (filters: string | null | undefined) => chooseSweeps(SWEEPS, filters).map(({ name }) => name);

describe('sweeps', () => {
  test.each([
    [null, ['a', 'b', 'c']],
    [undefined, ['a', 'b', 'c']],
    ['', ['a', 'b', 'c']],
    ['[]', ['a', 'b', 'c']],
    ['{"state":"RUNNING"}', ['a', 'c']],
    // How it is done here, which need not be what the config wants.
    ['{"method":"random"}', ['b', 'c']],
    ['{"display_name":{"$regex":"b$"}}', ['b']],
    ['{"createdAt":{"$gt":"1970-01-01T00:00:00.000Z"},"name":{"$ne":"c"}}', ['b']],
    ['{"description":null}', ['a', 'b', 'c']],
  ])('that fit %j', (filters, expected) => expect(names(filters)).toEqual(expected));

  test.each(['{"colour":"red"}', '{"__proto__":1}', '{"constructor":1}'])('have no other field: %s', (filters) => {
    expect(() => names(filters)).toThrow('no field');
  });
});
