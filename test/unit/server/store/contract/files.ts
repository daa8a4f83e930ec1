import { expect, test } from 'vitest';
import type { Removal, Store } from '../../../../../src/server/store/port/store';
import { makeRun, type OpenStore } from './opened';

const file = (name: string, md5 = 'm') => ({ name, size: 3, mimetype: 'text/plain', md5, updatedAt: 7 });

export async function owedOf(store: Store): Promise<Removal[]> {
  const found: Removal[] = [];
  for (let after = 0; ;) {
    const next = await store.removals.next(after);
    if (!next) return found;
    found.push(next);
    after = next.id;
  }
}

export function describeFiles(open: OpenStore): void {
  test('a file is recorded once by its name, and keeps its id when its content changes', async () => {
    await using opened = await open();
    const { files } = opened.store;
    const { id } = await makeRun(opened.store);
    expect(await files.record(id, file('a'))).toBe(true);
    expect(await files.record(id, file('b'))).toBe(true);
    const [first] = await files.list(id);
    expect(first).toEqual({ id: first!.id, ...file('a') });
    expect(await files.record(id, file('a', 'other'))).toBe(true);
    expect(await files.list(id)).toEqual([
      { id: first!.id, ...file('a', 'other') },
      expect.objectContaining(file('b')),
    ]);
    expect(await files.find(id, 'b')).toMatchObject(file('b'));
    expect(await files.find(id, 'c')).toBeNull();
    expect(await files.record(id + 1, file('a'))).toBe(false);
    expect(await files.runs()).toEqual([id]);
  });

  test('a file that is forgotten is owed to the disk until it is removed, or recorded anew', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    for (const name of ['a', 'b', 'c']) await store.files.record(id, file(name));
    const [a, b] = await store.files.list(id);
    await store.files.delete([a!.id, b!.id, 1_000]);
    expect((await store.files.list(id)).map(({ name }) => name)).toEqual(['c']);
    expect(await owedOf(store)).toMatchObject([
      { run: id, name: 'a' },
      { run: id, name: 'b' },
    ]);
    await store.files.record(id, file('b'));
    const [owed, ...others] = await owedOf(store);
    expect(others).toEqual([]);
    await store.removals.done(owed!.id);
    expect(await owedOf(store)).toEqual([]);
  });

  test('what the server keeps of itself is there as it was set last', async () => {
    await using opened = await open();
    const { facts } = opened.store;
    expect(await facts.get('x')).toBeNull();
    await facts.set('x', 1.5);
    await facts.set('y', 'text');
    await facts.set('x', 2);
    expect([await facts.get('x'), await facts.get('y')]).toEqual([2, 'text']);
  });
}
