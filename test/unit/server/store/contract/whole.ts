import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { history, makeRun, saying, seenOf, type OpenStore } from './opened';

export function describeWhole(open: OpenStore): void {
  test('what was acknowledged is there when the store is opened again', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    await store.write(id, saying({ ...history(0, '{"a":1}', '{"b":"x"}'), summary: '{"a":1}', exitcode: 0 }));
    await store.files.record(id, { name: 'f', size: 1, mimetype: 'text/plain', md5: 'm', updatedAt: 0 });
    await store.alerts.add(id, { title: 't', text: 'x', severity: 'WARN', createdAt: 0 }, 0, true);
    const before = await seenOf(store, id);
    expect(await seenOf(await opened.reopen(), id)).toEqual(before);
  });

  test('it can be tried whether something can be stored, and that leaves nothing', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    const before = await seenOf(store, id);
    await store.tryToStore();
    await store.tryToStore();
    expect(await seenOf(store, id)).toEqual(before);
    expect(await store.facts.get('trial')).toBeNull();
  });

  test('a copy has all that there is when it is made, and the store goes on', async () => {
    await using opened = await open();
    const { store } = opened;
    const { id } = await makeRun(store);
    await store.write(id, saying(history(0, '{"a":1}')));
    const folder = mkdtempSync(join(tmpdir(), 'spoor-copy-'));
    try {
      await store.copyTo(join(folder, 'copy'));
      expect(statSync(join(folder, 'copy')).size).toBeGreaterThan(0);
      await expect((async () => store.copyTo(join(folder, 'copy')))()).rejects.toThrow();
      expect((await store.write(id, saying(history(1, '{"a":2}'))))?.run.lineCounts.history).toBe(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
