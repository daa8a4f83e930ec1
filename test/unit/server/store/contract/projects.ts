import { expect, test } from 'vitest';
import type { OpenStore } from './opened';

export function describeProjects(open: OpenStore): void {
  test('a project is made once, and found by name and by id', async () => {
    await using opened = await open();
    const { projects } = opened.store;
    const made = await projects.upsert('e', 'p', 'first', 5);
    expect(made).toEqual({
      project: { id: made.project.id, entity: 'e', name: 'p', description: 'first', createdAt: 5, updatedAt: 5 },
      inserted: true,
    });
    const found = await projects.upsert('e', 'p', null, 9);
    expect(found).toEqual({ project: { ...made.project, updatedAt: 9 }, inserted: false });
    expect((await projects.upsert('e', 'p', 'second', 9)).project.description).toBe('second');
    expect(await projects.byId(made.project.id)).toEqual(await projects.find('e', 'p'));
    expect(await projects.find('e', 'other')).toBeNull();
    expect(await projects.find('other', 'p')).toBeNull();
    expect(await projects.byId(made.project.id + 1)).toBeNull();
  });

  test('projects are listed by entity, the one that was used last first', async () => {
    await using opened = await open();
    const { projects } = opened.store;
    for (const [entity, name, now] of [
      ['e', 'a', 1],
      ['e', 'b', 3],
      ['f', 'c', 2],
      ['e', 'd', 3],
    ] as const)
      await projects.upsert(entity, name, null, now);
    const names = async (entity: string | null) => (await projects.list(entity)).map(({ name }) => name);
    expect(await names('e')).toEqual(['d', 'b', 'a']);
    expect(await names(null)).toEqual(['d', 'b', 'c', 'a']);
    await projects.upsert('e', 'a', null, 4);
    expect(await names('e')).toEqual(['a', 'd', 'b']);
    expect(await names('nobody')).toEqual([]);
  });
}
