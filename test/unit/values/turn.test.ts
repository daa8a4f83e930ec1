import { expect, it } from 'vitest';
import { turn } from '../../../src/values/turn';

it('lets a task that waits go first', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('waiting'));
  await Promise.resolve();
  expect(order).toEqual([]);
  await turn();
  await turn();
  expect(order).toEqual(['waiting']);
});
