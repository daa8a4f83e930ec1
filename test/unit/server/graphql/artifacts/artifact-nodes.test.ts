import { expect, test } from 'vitest';
import { globalId } from '../../../../../src/server/graphql/global-id';
import { inKind, tagNode } from '../../../../../src/server/graphql/artifacts/artifact-nodes';
import type { Collection } from '../../../../../src/server/store/port/store';

// How artifacts and collections are found by their ids is in artifact.test.ts and artifact-collection.test.ts.
test('a collection says to the engine of which kind it is, and keeps what it has', () => {
  const collection = (kind: string) => ({ id: 1, name: 'ds', kind }) as Collection;
  expect(inKind(collection('sequence'))).toEqual({
    __typename: 'ArtifactSequence',
    id: 1,
    name: 'ds',
    kind: 'sequence',
  });
  expect(inKind(collection('portfolio'))).toMatchObject({ __typename: 'ArtifactPortfolio' });
});

test('a tag has an id of its own, whatever its name', () => {
  expect(tagNode('ünï')).toEqual({ id: globalId('Tag', 'ünï'), name: 'ünï' });
  expect(tagNode('a').id).not.toBe(tagNode('b').id);
});
