import { describe, expect, test } from 'vitest';
import {
  choose,
  fieldOfCollection,
  fieldOfVersion,
  type Choice,
} from '../../../../../src/server/graphql/artifacts/artifact-choice';
import type { Artifact, Collection } from '../../../../../src/server/store/port/store';

const collection = (id: number, name: string, tags: string[] = []) =>
  ({ id, name, type: 'dataset', description: null, tags, createdAt: id * 1000, updatedAt: 0 }) as unknown as Collection;
const COLLECTIONS = [collection(1, 'beta', ['gold']), collection(2, 'alpha'), collection(3, 'gamma')];
const names = (choice: Choice) => choose(COLLECTIONS, choice, fieldOfCollection).map(({ name }) => name);

describe('collections', () => {
  test.each<[Choice, string[]]>([
    [{}, ['beta', 'alpha', 'gamma']],
    [{ filters: null, order: null }, ['beta', 'alpha', 'gamma']],
    [{ order: 'name' }, ['alpha', 'beta', 'gamma']],
    [{ order: '-name' }, ['gamma', 'beta', 'alpha']],
    [{ order: '-created_at' }, ['gamma', 'alpha', 'beta']],
    [{ filters: '{"tags":"gold"}' }, ['beta']],
    [{ filters: '{"name":{"$regex":"a$"},"id":{"$gt":1}}', order: '+createdAt' }, ['alpha', 'gamma']],
    [{ filters: '{"$or":[{"name":"beta"},{"name":"gamma"}]}' }, ['beta', 'gamma']],
    [{ filters: '[]' }, ['beta', 'alpha', 'gamma']],
  ])('that are chosen by %j', (choice, expected) => expect(names(choice)).toEqual(expected));

  test.each([
    { filters: '{"colour":"red"}' },
    { order: 'colour' },
    { order: '__proto__' },
    { filters: '{"constructor":1}' },
  ])('have no other field, and the refusal names those that there are: %j', (choice) =>
    expect(() => names(choice)).toThrow(/no field .* name, type/),
  );
});

describe('versions', () => {
  const version = (number: number, metadata: string | null) => {
    const artifact = { state: 'COMMITTED', size: number, tags: [], createdAt: 0, updatedAt: 0, metadata };
    return fieldOfVersion(artifact as unknown as Artifact, number, number === 1 ? ['best'] : []);
  };
  const ALL = [version(0, '{"acc":{"top1":0.5}}'), version(1, '{"acc":{"top1":0.9}}'), version(2, null)];
  const versions = (choice: Choice) => choose(ALL, choice, (field) => field).map((field) => field('version'));

  test.each<[Choice, number[]]>([
    [{ filters: '{"metadata.acc.top1":{"$gt":0.6}}' }, [1]],
    [{ filters: '{"metadata.acc.none.deeper":{"$exists":true}}' }, []],
    [{ filters: '{"aliases":"best"}' }, [1]],
    [{ filters: '{"version_index":{"$gte":1}}', order: '-version' }, [2, 1]],
    [{ order: '-metadata.acc.top1' }, [2, 1, 0]],
  ])('that are chosen by %j', (choice, expected) => expect(versions(choice)).toEqual(expected));
});
