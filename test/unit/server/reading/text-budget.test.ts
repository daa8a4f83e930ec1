import { expect, test } from 'vitest';
import { TextBudget } from '../../../../src/server/reading/text-budget';

const MIB = 'x'.repeat(1024 * 1024);

test('what is asked for side by side is read in turn, and what comes after the limit is not read', async () => {
  const budget = new TextBudget();
  let readings = 0;
  const read = () =>
    budget.read(
      () => ++readings,
      () => Array<string>(30).fill(MIB),
    );
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, read));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(outcomes.at(-1)).toMatchObject({ reason: { status: 413, message: expect.stringContaining('ask for less') } });
  expect(readings).toBe(3);
});

test('a reader hears how much is left, and one that fails does not end the others', async () => {
  const budget = new TextBudget();
  const lengths: number[] = [];
  const read = (text: string | null) =>
    budget.read(
      (length) => lengths.push(length),
      () => [text, null],
    );
  await read(MIB);
  await expect(
    budget.read(
      () => Promise.reject(new Error('The disk is gone.')),
      () => [],
    ),
  ).rejects.toThrow('disk');
  await read('');
  expect(lengths[0]! - lengths[1]!).toBe(MIB.length);
});

test('an answer has its own limit, and beyond it nothing more is read', async () => {
  const budget = new TextBudget();
  for (let count = 0; count < 64; count++) budget.answer(MIB);
  await budget.read(
    () => 0,
    () => [MIB],
  );
  expect(() => budget.answer('x')).toThrow('ask for less');
  await expect(
    budget.read(
      () => 0,
      () => [],
    ),
  ).rejects.toThrow('ask for less');
});
