import { expect, it } from 'vitest';
import { PendingChanges } from '../../../src/link/pending-changes';

const alertOf = (title: string) => ({ title, text: '', level: 'INFO', waitDuration: 0, at: 1 }) as const;
const file = { path: 'a', blob: new Blob() };

it('gives what was noted once, together', () => {
  const changes = new PendingChanges();
  expect(changes.isDirty).toBe(false);
  changes.note({ record: { name: 'a', notes: 'b' }, alert: alertOf('first'), file });
  changes.note({ record: { name: 'c' }, pinned: { best: 1 }, alert: alertOf('second') });
  expect([changes.isDirty, changes.alerts.length]).toEqual([true, 2]);
  expect(changes.take()).toEqual({
    record: { name: 'c', notes: 'b' },
    pinned: { best: 1 },
    alerts: [alertOf('first'), alertOf('second')],
    files: [file],
  });
  expect([changes.isDirty, changes.take()]).toEqual([false, {}]);
});

it('says for a batch that is given again what stands by now, and only its own alerts and files', () => {
  const changes = new PendingChanges();
  for (const name of ['old', 'new']) {
    changes.note({ record: { name }, alert: alertOf(name) });
    changes.take();
  }
  expect(changes.again({ alerts: [alertOf('old')] })).toEqual({ record: { name: 'new' }, alerts: [alertOf('old')] });
});

it('gives up files that wait, and says how many', () => {
  const changes = new PendingChanges();
  changes.note({ pinned: { best: 1 }, file });
  changes.note({ file });
  expect([changes.giveUpFiles(), changes.giveUpFiles(), changes.take()]).toEqual([2, 0, { pinned: { best: 1 } }]);
});
