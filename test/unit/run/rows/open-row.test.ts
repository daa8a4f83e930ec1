import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { OpenRow } from '../../../../src/run/rows/open-row';
import { readback, type TensorLike } from '../../../../src/values/index';
import { MAX_LINE_BYTES, parseRow, type Row } from '../../../../src/wire/index';
import { textOf, type PendingRow } from '../../../../src/link/pending-row';

/** Spoor takes it as it is when it is loaded, which is after this. */
const stringify = vi.hoisted(() => vi.spyOn(JSON, 'stringify'));

const TIME = { runtime: 1.5, timestamp: 1000 };
const TIMES = { _step: 3, _runtime: 1.5, _timestamp: 1000 };

beforeAll(() => tf.setBackend('cpu'));

function openRow(): { row: OpenRow; dropped: [string, string][] } {
  const dropped: [string, string][] = [];
  return { dropped, row: new OpenRow(3, { drop: (reason, key) => void dropped.push([reason, key]) }) };
}

function lineOf(data: Record<string, unknown>): Row {
  const { row } = openRow();
  row.add(data);
  return parseRow(row.commit(TIME) as string);
}

async function finished(slot: string | PendingRow): Promise<Row> {
  if (typeof slot === 'string') return parseRow(slot);
  readback.hurry();
  await slot.settled;
  return parseRow(textOf(slot.draft!));
}

describe('OpenRow', () => {
  it('writes what it was given, plain or not, with step and times', () => {
    expect(lineOf({ loss: 0.5, text: 'NaN', yes: true, none: null })).toStrictEqual({
      loss: 0.5,
      text: 'NaN',
      yes: true,
      none: null,
      ...TIMES,
    });
    expect(lineOf({ a: NaN, b: -Infinity, c: -0, d: { e: [1] } })).toStrictEqual({
      a: NaN,
      b: -Infinity,
      c: -0,
      d: { e: [1] },
      ...TIMES,
    });
    expect(lineOf({})).toStrictEqual(TIMES);
  });

  it.each(['a "quoted" key', '', 'constructor', 'toString', 'ü\n', '1'])(
    'keeps the key %j, with a plain value and with another',
    (key) => {
      expect(lineOf({ [key]: 1 })[key]).toBe(1);
      expect(lineOf({ [key]: NaN })[key]).toBeNaN();
    },
  );

  it('drops a key whose getter throws, and does not throw into the training loop', () => {
    const { row, dropped } = openRow();
    row.add({
      before: 1,
      get bad(): number {
        throw new Error('no');
      },
      after: 2,
    });
    expect(parseRow(row.commit(TIME) as string)).toEqual({ before: 1, after: 2, ...TIMES });
    expect(dropped).toEqual([['unsupported-value', 'bad']]);
  });

  it('keeps a key called __proto__', () => {
    const row = lineOf(JSON.parse('{"__proto__":1}') as Record<string, unknown>);
    expect(Object.entries(row)).toContainEqual(['__proto__', 1]);
  });

  it('takes own keys only: what a class or a prototype holds was not logged', () => {
    const data = Object.create({ inherited: 1 }) as Record<string, unknown>;
    data['own'] = 2;
    expect(lineOf(data)).toStrictEqual({ own: 2, ...TIMES });
  });

  it('replaces a key that is there, whatever its values were, and writes it once', async () => {
    const values: [unknown, unknown][] = [
      [1, 1],
      [NaN, NaN],
      ['x'.repeat(20_000), 'x'.repeat(20_000)],
      [{ a: 1 }, { a: 1 }],
      [true, true],
    ];
    for (const [before] of values) {
      for (const [after, expected] of values) {
        const { row } = openRow();
        row.add({ k: before });
        row.add({ k: after });
        const line = row.commit(TIME) as string;
        expect(parseRow(line)['k']).toEqual(expected);
        expect(line.match(/"k":/g)).toHaveLength(1);
      }
    }
    const { row } = openRow();
    const tensor = tf.scalar(5);
    row.add({ k: tensor });
    row.add({ k: 6 });
    tensor.dispose();
    expect(await finished(row.commit(TIME))).toMatchObject({ k: 6 });
  });

  it('refuses the keys that Spoor writes itself, and counts them', () => {
    const { row, dropped } = openRow();
    row.add({ _step: 9, _runtime: 9, _timestamp: 9, _wandb: {}, _other: 1 });
    expect(parseRow(row.commit(TIME) as string)).toStrictEqual({ _other: 1, ...TIMES });
    expect(dropped).toEqual(['_step', '_runtime', '_timestamp', '_wandb'].map((key) => ['unsupported-value', key]));
  });

  it('is empty until something that can be logged was added', () => {
    const { row } = openRow();
    expect(row.isEmpty).toBe(true);
    row.add({ a: undefined, _step: 1 });
    expect(row.isEmpty).toBe(true);
    row.add({ a: NaN });
    expect(row.isEmpty).toBe(false);
  });

  it('keeps the earlier value when a later one cannot be logged', () => {
    const { row } = openRow();
    row.add({ a: 1 });
    row.add({ a: () => 1 });
    expect(parseRow(row.commit(TIME) as string)).toMatchObject({ a: 1 });
  });

  it('shows in its preview what is known without waiting', () => {
    const { row } = openRow();
    const tensor = tf.scalar(1);
    row.add({ a: 1, b: tensor, c: NaN });
    tensor.dispose();
    expect(parseRow(row.preview(TIME))).toStrictEqual({ a: 1, c: NaN, ...TIMES });
  });
});

describe('a row with values that are still being read', () => {
  it('has them all once it is settled', async () => {
    const { row } = openRow();
    const [a, b] = [tf.scalar(0.5), tf.tensor1d([1, NaN])];
    row.add({ a, b, c: 3, d: { e: a } });
    tf.dispose([a, b]);
    const slot = row.commit(TIME) as PendingRow;
    expect(slot.draft).toBeNull();
    expect(await finished(slot)).toStrictEqual({ a: 0.5, b: [1, NaN], c: 3, d: { e: 0.5 }, ...TIMES });
  });

  it('can say at once what there is, for the last words', () => {
    const { row } = openRow();
    const tensor = tf.scalar(0.5);
    row.add({ a: tensor, c: 3 });
    const slot = row.commit(TIME) as PendingRow;
    expect(parseRow(slot.now())).toStrictEqual({ a: 0.5, c: 3, ...TIMES });
    tensor.dispose();
  });

  it('goes on without one that cannot be read', async () => {
    const { row, dropped } = openRow();
    const broken = lostTensor();
    row.add({ a: broken, b: 1 });
    expect(await finished(row.commit(TIME))).toStrictEqual({ b: 1, ...TIMES });
    expect(dropped).toEqual([['unreadable-tensor', 'a']]);
  });
});

/** A tensor whose data the backend has lost (a WebGL context that is gone). */
function lostTensor(): TensorLike {
  const tensor: TensorLike & { dataId: object } = {
    dataId: {},
    shape: [],
    dtype: 'float32',
    size: 1,
    isDisposed: false,
    data: () => Promise.reject(new Error('lost')),
    dataSync: () => [],
    clone: lostTensor,
    dispose: () => undefined,
  };
  return tensor;
}

describe('a row that is larger than a line', () => {
  const third = 'x'.repeat(Math.floor(MAX_LINE_BYTES / 3));

  it('sheds the largest values and keeps the rest', () => {
    const { row, dropped } = openRow();
    row.add({ small: 1, a: `${third}12`, b: third, c: `${third}1`, d: 'y' });
    expect(Object.keys(parseRow(row.commit(TIME) as string))).toEqual(
      expect.arrayContaining(['small', 'd', '_step', 'b', 'c']) as string[],
    );
    expect(dropped).toEqual([['value-too-large', 'a']]);
  });

  it('sheds many middling texts without writing the whole row anew for each of them', () => {
    const { row, dropped } = openRow();
    row.add(Object.fromEntries(Array.from({ length: 1_100 }, (_, i) => [`k${i}`, 'x'.repeat(9_990)])));
    const before = stringify.mock.calls.length;
    const line = row.commit(TIME) as string;
    const calls = stringify.mock.calls.length - before;
    stringify.mockClear();
    expect(line.length).toBeLessThanOrEqual(MAX_LINE_BYTES);
    expect(dropped.length).toBeGreaterThan(50);
    expect(dropped.length).toBeLessThan(70);
    // Each writes ten million characters, on the page's own thread.
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThan(10);
  }, 60_000);

  it.each<[string, Record<string, unknown>]>([
    ['whose key alone is too large', { ['k'.repeat(MAX_LINE_BYTES)]: 1, small: 2 }],
    [
      'of very many numbers',
      Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}${'k'.repeat(54_000)}`, i])),
    ],
  ])(
    '%s ends, too',
    (_kind, data) => {
      let calls = 0;
      const row = new OpenRow(3, {
        drop: () => {
          // Otherwise a loop that has no end would take the test runner with it.
          if (++calls > Object.keys(data).length) throw new Error('the loop does not end');
        },
      });
      row.add(data);
      expect((row.commit(TIME) as string).length).toBeLessThanOrEqual(MAX_LINE_BYTES);
      expect(calls).toBeGreaterThan(0);
    },
    60_000,
  );
});
