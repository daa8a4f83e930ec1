import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeClient, forkPointOf, unwrapConfig, wrapConfig } from '../../../../src/wire/wandb/config';
import { formatLine, parseRow, type Row } from '../../../../src/wire/line/line';

const config = fc
  .dictionary(
    fc.oneof(fc.string(), fc.constantFrom('value', 'desc', '__proto__')).filter((key) => key !== '_wandb'),
    fc.oneof(
      fc.integer(),
      fc.string(),
      fc.constant(null),
      fc.constant(NaN),
      fc.constant({ value: 1 }),
      fc.constant({ value: 1, desc: null }),
      fc.constant({}),
    ),
  )
  .map((value): Row => Object.fromEntries(Object.entries(value)));

describe('where a run is forked from', () => {
  const recordOf = (forkedFrom?: { run: string; step: number }) => ({ client: {}, metrics: [], forkedFrom });

  it('is said as W&B does, and read back', () => {
    const client = describeClient(recordOf({ run: 'abc', step: 200 }), '1');
    expect(client['branch_point']).toEqual({ run_id: 'abc', step: 200 });
    expect(forkPointOf(client, 'child')).toEqual({ run: 'abc', step: 200 });
    expect(describeClient(recordOf(), '1')).not.toHaveProperty('branch_point');
  });

  it.each([
    [{}],
    [{ branch_point: null }],
    [{ branch_point: { run_id: 7, step: 1 } }],
    [{ branch_point: { run_id: 'self', step: 1 } }],
  ])('is nowhere: %j', (client) => expect(forkPointOf(client, 'self')).toBeUndefined());
});

describe('wrapConfig and unwrapConfig', () => {
  it('give back every config, also one with keys called "value", and over the wire', () => {
    fc.assert(
      fc.property(config, (value) => {
        deepStrictEqual(unwrapConfig(parseRow(formatLine(wrapConfig(value, { t: {} })))), value);
      }),
    );
  });

  it('wrap as W&B does and keep the client apart', () => {
    expect(wrapConfig({ lr: 0.1 }, { cli_version: 'x' })).toEqual({
      lr: { value: 0.1 },
      _wandb: { value: { cli_version: 'x' } },
    });
  });

  it('read plain values too, as @wandb/sdk sends them', () => {
    expect(unwrapConfig({ lr: 0.1, nested: { a: 1 }, list: [1], odd: { value: 1, unit: 's' } })).toEqual({
      lr: 0.1,
      nested: { a: 1 },
      list: [1],
      odd: { value: 1, unit: 's' },
    });
    expect(unwrapConfig({ lr: { value: 0.1, desc: null }, _wandb: { value: {} } })).toEqual({ lr: 0.1 });
  });
});
