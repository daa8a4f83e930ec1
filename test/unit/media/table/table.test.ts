import { describe, expect, it } from 'vitest';
import { MAX_ROWS, Table } from '../../../../src/media/table/table';
import { encode, readback } from '../../../../src/values/index';
import { placeFor, settled } from '../../values/place';
import * as tf from '@tensorflow/tfjs';

interface Encoded {
  json: string;
  files: { path: string; bytes: ArrayBuffer }[];
}

/** The JSON and the file that a table becomes, in the page: Node has no workers of the web. */
async function logged(table: Table, place = placeFor()) {
  const fragment = encode(table, place);
  readback.hurry();
  const [part] = (await settled(fragment)) as unknown as [{ kind: string; items: [Encoded] }];
  expect(part.kind).toBe('encoded');
  const [{ json, files }] = part.items;
  return { json: JSON.parse(json) as Record<string, unknown>, text: new TextDecoder().decode(files[0]!.bytes) };
}

describe('a Table', () => {
  it('is filled by rows, objects, columns and by hand, and read again', () => {
    const rows = new Table({
      columns: ['x', 'y'],
      data: [
        [1, 'a'],
        [2, null],
      ],
    });
    const objects = new Table({ data: [{ x: 1, y: 'a' }, { x: 2 }] });
    const columns = new Table({ byColumn: { x: new Int8Array([1, 2]), y: ['a', null] } });
    const byHand = new Table({ columns: ['x'] });
    byHand.addData(1);
    byHand.addData(2);
    byHand.addColumn('y', ['a', null]);
    for (const table of [rows, objects, columns, byHand]) {
      expect(table.columns).toEqual(['x', 'y']);
      expect(table.length).toBe(2);
      expect(table.data).toEqual([
        [1, 'a'],
        [2, null],
      ]);
      expect(table.get(0, 'y')).toBe('a');
      expect(table.get(2, 'y')).toBeUndefined();
    }
    expect(() => rows.get(0, 'z')).toThrow('column must be one of "x", "y".');
  });

  it('begins with nothing, and columns may come first', () => {
    const table = new Table();
    expect(table.length).toBe(0);
    table.addColumn('loss', [0.5, 0.25]);
    expect(table.data).toEqual([[0.5], [0.25]]);
  });

  it('is as it was before where a row or a column is refused', () => {
    const table = new Table({ columns: ['x', 'y'], data: [[1, 'a']] });
    expect(() => table.addData(1)).toThrow('Row 1 must have 2 values, one for each column ("x", "y"), not 1.');
    expect(() => table.addData(2, 3)).toThrow('Column "y", row 1 must be a string, as the rows before it, not 3.');
    expect(() => table.addColumn('z', [1, 2])).toThrow('Column "z" must have 1 values, one for each row, not 2.');
    expect(() => table.addColumn('x', [1])).toThrow('name must be a new one');
    expect(() => table.addColumn('z', [() => 1])).toThrow('Column "z", row 0 must be');
    expect(() => new Table({ byColumn: { x: [1, 2], y: [1] } })).toThrow('Column "y" must have 2 values');
    expect(table.data).toEqual([[1, 'a']]);
    expect(table.columns).toEqual(['x', 'y']);
  });

  it('is stored as it is when it is logged, with every digit', async () => {
    const table = new Table({ columns: ['id', 'at', 'loss', 'note', 'list'] });
    table.addData(9007199254740993n, new Date(1700000000000), NaN, 'é "x"\n', [1, [2]]);
    table.addData(2, null, -Infinity, null, []);
    const waiting = logged(table);
    table.addData(3, null, 1, 'later', []);
    const { json, text } = await waiting;
    expect(text).toBe(
      '{"columns":["id","at","loss","note","list"],"data":[' +
        '[9007199254740993,1700000000000,NaN,"é \\"x\\"\\n",[1,[2]]],[2,null,-Infinity,null,[]]]}',
    );
    expect(json).toMatchObject({ _type: 'table-file', ncols: 5, nrows: 2, log_mode: 'IMMUTABLE' });
    expect((await logged(table)).json).toMatchObject({ nrows: 3 });
  });

  it('of more than 200,000 rows is cut there, said and counted', async () => {
    const table = new Table({ byColumn: { x: new Float32Array(MAX_ROWS + 1) } });
    const place = placeFor();
    const { json, text } = await logged(table, place);
    expect(json).toMatchObject({ nrows: MAX_ROWS });
    expect((JSON.parse(text) as { data: unknown[] }).data).toHaveLength(MAX_ROWS);
    const detail = 'a table holds at most 200000 rows; the first 200000 of 200001 were logged';
    expect(place.dropped).toEqual([{ reason: 'value-too-large', key: 'k', detail }]);
  });
});

describe('a Table of a tensor', () => {
  it('is its values as they were, and it may be disposed at once', async () => {
    const variable = tf.variable(
      tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
    );
    const table = new Table({ columns: ['x', 'y'], data: variable });
    variable.assign(tf.zeros([2, 2]));
    variable.dispose();
    expect([table.length, table.columns]).toEqual([2, ['x', 'y']]);
    expect((await logged(table)).text).toBe('{"columns":["x","y"],"data":[[1,2],[3,4]]}');
    expect((await logged(table)).json).toMatchObject({ nrows: 2, ncols: 2 });
  });

  it('of booleans has booleans', async () => {
    const tensor = tf.tensor2d([[true], [false]], [2, 1], 'bool');
    expect((await logged(new Table({ columns: ['b'], data: tensor }))).text).toContain('[[true],[false]]');
    tensor.dispose();
  });

  it('can only be logged', () => {
    const tensor = tf.zeros([1, 1]);
    const table = new Table({ columns: ['x'], data: tensor });
    for (const use of [
      () => table.data,
      () => table.get(0, 'x'),
      () => table.addData(1),
      () => table.addColumn('y', [1]),
    ])
      expect(use).toThrow(/can only be logged: its values are still on their way/);
    readback.hurry();
    tensor.dispose();
  });
});
