import { expect, test } from 'vitest';
import { makeRun, type OpenStore } from './opened';

const alert = (title: string, createdAt: number, severity: 'INFO' | 'WARN' | 'ERROR' = 'INFO') => ({
  title,
  text: `about ${title}`,
  severity,
  createdAt,
});

export function describeAlerts(open: OpenStore): void {
  test('the last alerts are listed, the oldest first', async () => {
    await using opened = await open();
    const { alerts } = opened.store;
    const { id } = await makeRun(opened.store);
    for (const [index, title] of ['a', 'b', 'c'].entries())
      expect(await alerts.add(id, alert(title, index), 0, false)).toBe(true);
    expect(await alerts.list(id, 2)).toEqual([
      { id: expect.any(Number) as number, ...alert('b', 1) },
      { id: expect.any(Number) as number, ...alert('c', 2) },
    ]);
    expect(await alerts.list(id + 1, 2)).toEqual([]);
  });

  test('one of the same title is not kept until its time has passed', async () => {
    await using opened = await open();
    const { alerts } = opened.store;
    const [{ id }, other] = [await makeRun(opened.store), await makeRun(opened.store, 'other')];
    expect(await alerts.add(id, alert('a', 100), 50, true)).toBe(true);
    expect(await alerts.add(id, alert('a', 149), 50, true)).toBe(false);
    expect(await alerts.add(id, alert('b', 149), 50, true)).toBe(true);
    expect(await alerts.add(other.id, alert('a', 149), 50, false)).toBe(true);
    expect(await alerts.add(id, alert('a', 150), 50, false)).toBe(true);
    expect((await alerts.list(id, 9)).map(({ title }) => title)).toEqual(['a', 'b', 'a']);
    expect(await alerts.owed(9)).toHaveLength(2);
  });

  test('what is urgent is counted, with the last of it and the worst level', async () => {
    await using opened = await open();
    const { alerts } = opened.store;
    const { id } = await makeRun(opened.store);
    await alerts.add(id, alert('i', 0), 0, false);
    expect(await alerts.urgent(id)).toBeNull();
    await alerts.add(id, alert('e', 1, 'ERROR'), 0, false);
    await alerts.add(id, alert('w', 2, 'WARN'), 0, false);
    await alerts.add(id, alert('j', 3), 0, false);
    expect(await alerts.urgent(id)).toEqual({ title: 'w', at: 2, count: 2, level: 'ERROR' });
  });

  test('whoever is to be told is told in turn, tried again later, and told no more when it is settled', async () => {
    await using opened = await open();
    const { alerts } = opened.store;
    const { id } = await makeRun(opened.store);
    for (const [title, at] of [
      ['b', 2],
      ['a', 1],
      ['c', 3],
    ] as const)
      await alerts.add(id, alert(title, at, 'WARN'), 0, true);
    const owed = await alerts.owed(2);
    expect(owed).toMatchObject([
      { title: 'a', entity: 'local', project: 'p', run: 'r', displayName: 'shown', attempts: 0, dueAt: 1 },
      { title: 'b' },
    ]);
    await alerts.postpone(owed[0]!.id, 100);
    await alerts.settle(owed[1]!.id);
    expect(await alerts.owed(9)).toMatchObject([
      { title: 'c', attempts: 0 },
      { title: 'a', attempts: 1, dueAt: 100 },
    ]);
    expect(await alerts.list(id, 9)).toHaveLength(3);
  });

  test('an alert of an imported run is kept once, also when its page still tells of it', async () => {
    await using opened = await open();
    const { alerts } = opened.store;
    const { id } = await makeRun(opened.store);
    await alerts.bring(id, alert('a', 5));
    await alerts.bring(id, alert('a', 5));
    expect(await alerts.list(id, 9)).toHaveLength(1);
    expect(await alerts.add(id, alert('a', 70), 0, true)).toBe(true);
    expect(await alerts.list(id, 9)).toHaveLength(1);
    expect(await alerts.owed(9)).toEqual([]);
    expect(await alerts.add(id, alert('a', 71), 0, true)).toBe(true);
    expect(await alerts.list(id, 9)).toHaveLength(2);
  });
}
