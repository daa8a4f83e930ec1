import { expect, test } from 'vitest';
import { commit, draft } from './artifacts';
import { owedOf } from './files';
import { makeRun, type OpenStore } from './opened';

export function describeContents(open: OpenStore): void {
  const begin = async () => {
    const opened = await open();
    const { store } = opened;
    const { projectId } = await makeRun(store);
    const collection = (await store.collections.upsert(projectId, 'model', 'sequence', 'weights', 1)).id;
    const artifact = await store.artifacts.create(draft(collection, 'd'), 2);
    return { opened, store, collection, artifact };
  };

  test('content is recorded once, and its loss is noted', async () => {
    const { opened, store } = await begin();
    await using _ = opened;
    await store.contents.record('x', 5);
    await store.contents.record('x', 6);
    await store.contents.record('y', 7);
    expect([await store.contents.size('x'), await store.contents.size('z')]).toEqual([5, null]);
    expect((await store.contents.list()).toSorted()).toEqual(['x', 'y']);
    await store.contents.lose(['x', 'none']);
    expect(await store.contents.list()).toEqual(['y']);
  });

  test('what is announced is kept from removal, and said to be there or not', async () => {
    const { opened, store, artifact } = await begin();
    await using _ = opened;
    await store.contents.record('here', 5);
    await store.contents.record('unused', 5);
    const announced = [
      { artifact: artifact.id, path: 'a', digest: 'missing' },
      { artifact: artifact.id, path: 'b', digest: 'here' },
    ];
    expect(await store.contents.announce(announced)).toEqual([false, true]);
    expect([await store.contents.isNamed('missing'), await store.contents.isNamed('unused')]).toEqual([true, false]);
    await store.contents.forgetUnused();
    expect(await store.contents.list()).toEqual(['here']);
    const owed = await owedOf(store);
    expect(owed).toEqual([{ id: owed[0]!.id, digest: 'unused' }]);
    // Who uploads it again wants it to stay.
    await store.contents.record('unused', 5);
    expect(await owedOf(store)).toEqual([]);
  });

  test('files of an artifact are listed in their order, by pages and by paths', async () => {
    const { opened, store, collection, artifact } = await begin();
    await using _ = opened;
    await store.contents.record('x', 5);
    const paths = ['c', 'a', 'b', '__proto__'];
    await commit(
      store,
      artifact,
      'm',
      paths.map((path) => ({ path, digest: 'x', size: 0, ref: null })),
    );
    const list = async (after: number, limit: number, only: string[] | null = null) =>
      store.contents.files(artifact.id, { after, limit, paths: only });
    const all = await list(0, 10);
    expect(all.map(({ path }) => path)).toEqual(paths);
    expect(all[0]).toEqual({ id: all[0]!.id, path: 'c', digest: 'x', size: 5, ref: null });
    expect(await list(all[1]!.id, 1)).toEqual([all[2]]);
    expect((await list(0, 10, ['b', 'none', 'c'])).map(({ path }) => path)).toEqual(['c', 'b']);
    expect([
      await store.contents.countFiles(artifact.id, null),
      await store.contents.countFiles(artifact.id, ['a']),
    ]).toEqual([4, 1]);
    expect(await store.contents.nameIn(collection, 'x')).toMatch(/^(a|b|c|__proto__)$/);
    expect(await store.contents.nameIn(collection, 'm')).toBeNull();
    expect(await store.contents.nameIn(collection + 1, 'x')).toBeNull();
  });

  test('manifests are kept in their order, and get their digest when it is known', async () => {
    const { opened, store, artifact } = await begin();
    await using _ = opened;
    const base = { artifactId: artifact.id, name: 'n', baseId: null, digest: '' };
    const first = await store.contents.addManifest({ ...base, type: 'FULL' });
    const second = await store.contents.addManifest({ ...base, type: 'PATCH', baseId: artifact.id });
    expect(await store.contents.setManifestDigest(first.id, 'd')).toEqual({ ...first, digest: 'd' });
    expect(await store.contents.manifest(second.id)).toEqual(second);
    expect(await store.contents.manifest(1_000)).toBeNull();
    expect(await store.contents.manifests(artifact.id)).toEqual([{ ...first, digest: 'd' }, second]);
    expect(await store.contents.isNamed('d')).toBe(true);
  });
}
