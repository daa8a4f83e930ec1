import { expect, it, vi } from 'vitest';
import { startRun } from '../recorder';

vi.spyOn(console, 'warn').mockImplementation(() => undefined);

it.each<[string, { commit: boolean } | { step: number } | undefined]>([
  ['by itself', undefined],
  ['of a step', { step: 0 }],
  ['in parts', { commit: false }],
])('what a listener logs of a drop leaves the row whole that is logged %s', async (_how, options) => {
  const { run, recorder } = startRun();
  run.on('drop', ({ reason }) => run.log({ reason }, { commit: true }));
  run.log({ a: 1, bad: () => 1, b: 2 }, options);
  run.log({ c: 3 }, { commit: true });
  await vi.waitFor(() => expect(run.status().logged).toBe(options ? 2 : 3));
  const rows = await recorder.logged();
  expect(rows.flatMap((row) => Object.keys(row))).toEqual(expect.arrayContaining(['a', 'b', 'c', 'reason']));
  expect(rows[0]).toMatchObject({ a: 1, b: 2 });
  expect(run.status().dropped).toEqual({ 'unsupported-value': 1 });
});

it('so does what a getter logs, and what is logged in its toJSON', async () => {
  const { run, recorder } = startRun();
  const said = (by: string) => {
    run.log({ by });
    return 1;
  };
  run.log({
    a: 1,
    get getter() {
      return said('getter');
    },
    json: { toJSON: () => said('toJSON') },
    b: 2,
  });
  await vi.waitFor(() => expect(run.status().logged).toBe(3));
  expect(await recorder.logged()).toEqual([
    { a: 1, getter: 1, json: 1, b: 2, _step: 0 },
    { by: 'getter', _step: 1 },
    { by: 'toJSON', _step: 2 },
  ]);
});

it('a listener that loses what it logs does not keep the page from anything else', async () => {
  const { run } = startRun();
  let heard = 0;
  run.on('drop', () => heard++ < 5 && run.log({ bad: () => 1 }));
  run.log({ bad: () => 1, good: 1 });
  expect(heard).toBe(1);
  await vi.waitFor(() => expect(heard).toBe(6));
});
