import { expect, test } from 'vitest';
import {
  StoreRefusal,
  type Artifact,
  type ArtifactDraft,
  type Store,
} from '../../../../../src/server/store/port/store';
import { makeRun, type OpenStore } from './opened';

export const draft = (collectionId: number, digest: string, said: Partial<ArtifactDraft> = {}): ArtifactDraft => ({
  collectionId,
  digest,
  deduplicate: true,
  description: null,
  metadata: null,
  tags: [],
  aliases: [],
  historyStep: null,
  ttlSeconds: null,
  clientId: null,
  distributedId: null,
  runId: null,
  ...said,
});

const NO_FILES: { path: string; digest: string; size: number; ref: string | null }[] = [];

/** Commits with a manifest that is there. */
export async function commit(store: Store, artifact: Artifact, manifest: string, files = NO_FILES): Promise<Artifact> {
  await store.contents.record(manifest, 1);
  return store.artifacts.commit(artifact.id, { digest: artifact.digest, manifest, files }, 3);
}

async function begin(store: Store) {
  const run = await makeRun(store);
  const { id } = await store.collections.upsert(run.projectId, 'model', 'sequence', 'weights', 1);
  return { run, collection: id };
}

export function describeArtifacts(open: OpenStore): void {
  test('an artifact is pending until it is committed, and then a version with its files and aliases', async () => {
    await using opened = await open();
    const { store } = opened;
    const { run, collection } = await begin(store);
    const said = { runId: run.id, aliases: ['best'], tags: ['t'], metadata: '{"a":1}', historyStep: 4, ttlSeconds: 60 };
    const pending = await store.artifacts.create(draft(collection, 'd', said), 2);
    expect(pending).toMatchObject({ state: 'PENDING', version: null, digest: 'd', tags: ['t'], metadata: '{"a":1}' });
    expect(pending).toMatchObject({ historyStep: 4, ttlSeconds: 60, runId: run.id, size: 0, fileCount: 0 });
    expect(await store.artifacts.ofRun(run.id, 'output')).toEqual([]);
    expect(await store.artifacts.latest(collection)).toBeNull();
    await store.contents.record('content', 10);
    const committed = await commit(store, pending, 'm', [
      { path: 'a', digest: 'content', size: 0, ref: null },
      { path: 'b', digest: 'etag', size: 5, ref: 's3://b' },
    ]);
    expect(committed).toMatchObject({ state: 'COMMITTED', version: 0, size: 15, fileCount: 2, updatedAt: 3 });
    expect(await store.artifacts.byId(pending.id)).toEqual(committed);
    expect(await store.artifacts.latest(collection)).toEqual(committed);
    expect(await store.artifacts.ofRun(run.id, 'output')).toEqual([committed]);
    expect((await store.collections.aliases({ collection })).map(({ alias }) => alias)).toEqual(['best', 'latest']);
    expect(await store.contents.manifests(pending.id)).toMatchObject([{ digest: 'm', type: 'FULL', baseId: null }]);
  });

  test('a file whose content is not there is named, and nothing is committed', async () => {
    await using opened = await open();
    const { store } = opened;
    const { collection } = await begin(store);
    const pending = await store.artifacts.create(draft(collection, 'd'), 2);
    const files = [{ path: 'lost', digest: 'missing', size: 1, ref: null }];
    const refused = await commit(store, pending, 'm', files).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreRefusal);
    expect(refused).toMatchObject({ reason: 'not-uploaded', message: expect.stringContaining('"lost"') as string });
    expect(await store.artifacts.byId(pending.id)).toEqual(pending);
    expect(await store.contents.manifests(pending.id)).toEqual([]);
  });

  test('content that the sequence has makes no new version, unless that is wanted', async () => {
    await using opened = await open();
    const { store } = opened;
    const { collection } = await begin(store);
    const first = await commit(store, await store.artifacts.create(draft(collection, 'd'), 2), 'm');
    const same = await store.artifacts.create(draft(collection, 'd', { aliases: ['again'] }), 3);
    expect(same.id).toBe(first.id);
    expect(await store.collections.member(collection, { named: 'again' })).toMatchObject({ artifactId: first.id });
    expect((await store.artifacts.create(draft(collection, 'd', { deduplicate: false }), 4)).id).not.toBe(first.id);
    expect((await store.artifacts.create(draft(collection, 'other'), 4)).id).not.toBe(first.id);
  });

  test('a request that is repeated, and the parts of several runs, are one artifact', async () => {
    await using opened = await open();
    const { store } = opened;
    const { collection } = await begin(store);
    const create = (said: Partial<ArtifactDraft>) => store.artifacts.create(draft(collection, 'd', said), 2);
    const [once, again] = [await create({ clientId: 'c' }), await create({ clientId: 'c' })];
    expect(again.id).toBe(once.id);
    expect(await store.artifacts.byClientId('c')).toEqual(once);
    expect(await store.artifacts.byClientId('none')).toBeNull();
    const parts = [await create({ distributedId: 'x' }), await create({ distributedId: 'x' })];
    expect(parts[0]!.id).toBe(parts[1]!.id);
    expect(parts[0]!.id).not.toBe(once.id);
  });

  test('what is said of an artifact is changed; runs that use it are known', async () => {
    await using opened = await open();
    const { store } = opened;
    const { run, collection } = await begin(store);
    const { id } = await commit(store, await store.artifacts.create(draft(collection, 'd', { tags: ['t'] }), 2), 'm');
    await store.artifacts.update(id, { description: 'x', metadata: '{}', tags: null, ttlSeconds: 5 }, 9);
    const changed = { description: 'x', metadata: '{}', tags: ['t'], ttlSeconds: 5, updatedAt: 9 };
    expect(await store.artifacts.byId(id)).toMatchObject(changed);
    await store.artifacts.use(run.id, id);
    await store.artifacts.use(run.id, id);
    expect(await store.artifacts.usedBy(id)).toEqual([await store.runs.byId(run.id)]);
    expect((await store.artifacts.ofRun(run.id, 'input')).map((each) => each.id)).toEqual([id]);
    expect(await store.artifacts.ofRun(run.id, 'output')).toEqual([]);
  });

  test('an artifact that is deleted is gone with all that names it; what it was logged by stays, and the other way', async () => {
    await using opened = await open();
    const { store } = opened;
    const { run, collection } = await begin(store);
    const version = async (digest: string) =>
      commit(store, await store.artifacts.create(draft(collection, digest, { runId: run.id }), 2), `m ${digest}`);
    const [first, second] = [await version('one'), await version('two')];
    await store.artifacts.delete(second.id);
    expect(await store.artifacts.byId(second.id)).toBeNull();
    expect(await store.collections.member(collection, { named: 'latest' })).toMatchObject({ artifactId: first.id });
    expect((await store.artifacts.ofRun(run.id, 'output')).map(({ id }) => id)).toEqual([first.id]);
    await store.runs.delete(run.id);
    expect(await store.artifacts.byId(first.id)).toMatchObject({ runId: null });
    // A number is not given twice.
    expect((await commit(store, await store.artifacts.create(draft(collection, 'three'), 4), 'm3')).version).toBe(2);
  });

  test('what was begun long ago and never committed goes', async () => {
    await using opened = await open();
    const { store } = opened;
    const { collection } = await begin(store);
    const old = await store.artifacts.create(draft(collection, 'a'), 5);
    const young = await store.artifacts.create(draft(collection, 'b'), 6);
    const done = await commit(store, await store.artifacts.create(draft(collection, 'c'), 1), 'm');
    await store.artifacts.deleteAbandoned(6);
    const left = await Promise.all([old, young, done].map(async ({ id }) => (await store.artifacts.byId(id)) !== null));
    expect(left).toEqual([false, true, true]);
  });
}
