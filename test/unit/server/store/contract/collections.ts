import { expect, test } from 'vitest';
import type { Store } from '../../../../../src/server/store/port/store';
import { commit, draft } from './artifacts';
import type { OpenStore } from './opened';

async function begin(store: Store) {
  const { project } = await store.projects.upsert('local', 'p', null, 0);
  const sequence = await store.collections.upsert(project.id, 'model', 'sequence', 'weights', 1);
  const version = async (digest: string) =>
    commit(store, await store.artifacts.create(draft(sequence.id, digest), 2), `manifest of ${digest}`);
  return { project: project.id, sequence, version };
}

const UNCHANGED = { name: null, description: null, type: null, tags: null };

export function describeCollections(open: OpenStore): void {
  test('a collection is made once, and keeps its kind and its type', async () => {
    await using opened = await open();
    const { project, sequence } = await begin(opened.store);
    const { collections } = opened.store;
    expect(sequence).toMatchObject({ projectId: project, name: 'model', kind: 'sequence', type: 'weights', tags: [] });
    expect(sequence).toMatchObject({ description: null, createdAt: 1, updatedAt: 1 });
    expect(await collections.upsert(project, 'model', 'portfolio', 'other', 9)).toEqual(sequence);
    expect(await collections.find(project, 'model')).toEqual(sequence);
    expect(await collections.byId(sequence.id)).toEqual(sequence);
    expect(await collections.find(project + 1, 'model')).toBeNull();
    const other = await collections.upsert(project, 'data', 'sequence', 'dataset', 2);
    expect(await collections.list(project, null)).toEqual([sequence, other]);
    expect(await collections.list(project, 'dataset')).toEqual([other]);
  });

  test('types are those that collections have or had', async () => {
    await using opened = await open();
    const { project, sequence } = await begin(opened.store);
    const { collections } = opened.store;
    await collections.update(sequence.id, { ...UNCHANGED, type: 'new', description: 'd', tags: ['t'] }, 5);
    const changed = { type: 'new', description: 'd', tags: ['t'], name: 'model', updatedAt: 5 };
    expect(await collections.byId(sequence.id)).toMatchObject(changed);
    await collections.update(sequence.id, { ...UNCHANGED, name: 'renamed' }, 6);
    expect(await collections.find(project, 'renamed')).toMatchObject({ ...changed, name: 'renamed', updatedAt: 6 });
    await collections.delete(sequence.id);
    expect((await collections.types(project)).map(({ name, createdAt }) => [name, createdAt])).toEqual([
      ['weights', 1],
      ['new', 5],
    ]);
  });

  test('versions are numbered, and found by number, alias and digest', async () => {
    await using opened = await open();
    const { sequence, version } = await begin(opened.store);
    const { collections } = opened.store;
    const [first, second] = [await version('one'), await version('two')];
    expect((await collections.members(sequence.id)).map(({ version: number }) => number)).toEqual([1, 0]);
    const found = async (choice: Parameters<typeof collections.member>[1]) =>
      (await collections.member(sequence.id, choice))?.artifactId;
    expect(await found({ version: 0 })).toBe(first.id);
    expect(await found({ version: 2 })).toBeUndefined();
    expect(await found({ named: 'latest' })).toBe(second.id);
    expect(await found({ named: first.digest })).toBe(first.id);
    expect(await found({ named: 'none' })).toBeUndefined();
    expect(await collections.addAlias(sequence.id, 'best', first.id)).toBe(true);
    expect(await found({ named: 'best' })).toBe(first.id);
    expect(await collections.addAlias(sequence.id, 'best', second.id)).toBe(true);
    expect(await found({ named: 'best' })).toBe(second.id);
    await collections.removeAlias(sequence.id, 'best', first.id);
    expect(await found({ named: 'best' })).toBe(second.id);
    await collections.removeAlias(sequence.id, 'best', second.id);
    expect(await found({ named: 'best' })).toBeUndefined();
    expect((await collections.aliases({ artifact: second.id })).map(({ alias }) => alias)).toEqual(['latest']);
    expect(await collections.aliases({ artifact: first.id, collection: sequence.id })).toEqual([]);
  });

  test('a portfolio has links, which leave it and the artifacts as they are when they go', async () => {
    await using opened = await open();
    const { project, sequence, version } = await begin(opened.store);
    const { collections, artifacts } = opened.store;
    const [first, second] = [await version('one'), await version('two')];
    const portfolio = await collections.upsert(project, 'shelf', 'portfolio', 'weights', 3);
    expect(await collections.addAlias(portfolio.id, 'x', first.id)).toBe(false);
    const link = await collections.link(portfolio.id, second.id, ['best'], 4);
    expect(link).toMatchObject({ collectionId: portfolio.id, artifactId: second.id, version: 0, createdAt: 4 });
    expect(await collections.link(portfolio.id, second.id, ['again'], 5)).toEqual(link);
    await collections.link(portfolio.id, first.id, [], 6);
    expect((await collections.aliases({ collection: portfolio.id })).map(({ alias }) => alias).toSorted()).toEqual([
      'again',
      'best',
      'latest',
    ]);
    expect((await collections.membershipsOf(second.id)).map(({ collectionId }) => collectionId)).toEqual([
      sequence.id,
      portfolio.id,
    ]);
    await collections.unlink(portfolio.id, first.id);
    // The newest one that is left is the latest.
    expect(await collections.member(portfolio.id, { named: 'latest' })).toMatchObject({ artifactId: second.id });
    await collections.delete(portfolio.id);
    expect(await collections.byId(portfolio.id)).toBeNull();
    expect(await artifacts.byId(first.id)).not.toBeNull();
    const shelf = await collections.upsert(project, 'shelf', 'portfolio', 'weights', 7);
    await collections.link(shelf.id, first.id, [], 8);
    await collections.delete(sequence.id);
    // Of a sequence the artifacts go, wherever they are linked.
    expect(await artifacts.byId(first.id)).toBeNull();
    expect(await collections.members(shelf.id)).toEqual([]);
  });
}
