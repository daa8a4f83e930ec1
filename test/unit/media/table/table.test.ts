import { describe, expect, it } from 'vitest';
import { Audio } from '../../../../src/media/audio/audio';
import { Html } from '../../../../src/media/html/html';
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
  return { json: JSON.parse(json) as Record<string, unknown>, files, text: new TextDecoder().decode(files[0]!.bytes) };
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
    const table = new Table({ columns: ['id', 'at', 'loss', 'note', 'list'], logMode: 'mutable' });
    table.addData(9007199254740993n, new Date(1700000000000), NaN, 'é "x"\n', [1, [2]]);
    table.addData(2, null, -Infinity, null, []);
    const waiting = logged(table);
    table.addData(3, null, 1, 'later', []);
    const { json, text } = await waiting;
    expect(text).toContain(
      '{"columns":["id","at","loss","note","list"],"data":[' +
        '[9007199254740993,1700000000000,NaN,"é \\"x\\"\\n",[1,[2]]],[2,null,-Infinity,null,[]]],"column_types":{',
    );
    expect(json).toMatchObject({ _type: 'table-file', ncols: 5, nrows: 2, log_mode: 'MUTABLE' });
    expect((await logged(table)).json).toMatchObject({ nrows: 3 });
  });

  it('that is immutable cannot be added to once it is logged, and may be logged again', async () => {
    const table = new Table({ columns: ['x'], data: [[1]] });
    expect((await logged(table)).json).toMatchObject({ log_mode: 'IMMUTABLE' });
    expect(() => table.addData(2)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringMatching(/^A row cannot be added to an immutable table .* logMode: 'mutable'/) as string,
      }) as Error,
    );
    expect(() => table.addColumn('y', [1])).toThrow('A column cannot be added to an immutable table');
    expect(table.data).toEqual([[1]]);
    expect((await logged(table)).json).toMatchObject({ nrows: 1 });
  });

  it('that is incremental is logged in parts, each with the rows that are new', async () => {
    const table = new Table({ columns: ['x'], data: [[1], [2]], logMode: 'incremental' });
    const first = logged(table);
    table.addData(3);
    const second = logged(table);
    const parts = [await first, await second, await logged(table)];
    expect(parts.map(({ text }) => (JSON.parse(text) as { data: unknown }).data)).toEqual([[[1], [2]], [[3]], []]);
    const paths = parts.map(({ json }) => json['path']);
    expect(parts.map(({ json }) => json)).toMatchObject([
      { _type: 'incremental-table-file', log_mode: 'INCREMENTAL', increment_num: 0, nrows: 2 },
      { increment_num: 1, nrows: 3, previous_increments_paths: [paths[0]] },
      { increment_num: 2, nrows: 3, previous_increments_paths: [paths[0], paths[1]] },
    ]);
    expect(parts[0]!.json['previous_increments_paths']).toEqual([]);
    expect(() => table.addColumn('y', [1, 2, 3])).toThrow('A column cannot be added to an incremental table');
    expect(table.length).toBe(3);
  });

  it('with media in its cells has files of them, and their JSON where they stand', async () => {
    const html = new Html('<b>one</b>');
    const table = new Table({ columns: ['id', 'page', 'many'] });
    table.addData(1, html, [new Html('a'), new Html('b')]);
    table.addData(2, null, []);
    const place = placeFor('t', 2);
    const { text, files } = await logged(table, place);
    const { data } = JSON.parse(text) as { data: [number, { path: string } | null, { path: string }[]][] };
    expect(data[0]![1]).toMatchObject({
      _type: 'html-file',
      path: expect.stringMatching(/^media\/html\/t_2_/) as string,
    });
    expect(data[1]).toEqual([2, null, []]);
    const named = [data[0]![1]!, ...data[0]![2]].map(({ path }) => path);
    expect(files.slice(1).map(({ path }) => path)).toEqual(named);
    expect(files.slice(1).map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['<b>one</b>', 'a', 'b']);
    expect(table.get(0, 'page')).toBe(html);
    expect(table.data[0]![1]).toBe(html);
    expect(place.dropped).toEqual([]);
  });

  it('keeps its rows where media in them cannot be read', async () => {
    const table = new Table({ columns: ['id', 'sound'], data: [[1, new Audio(new Blob(['no sound']))]] });
    const place = placeFor();
    expect((await logged(table, place)).text).toContain('"data":[[1,null]]');
    expect(place.dropped).toMatchObject([{ reason: 'unreadable-media', key: 'k' }]);
  });

  it('keeps 64-bit integers of typed arrays', async () => {
    const table = new Table({ byColumn: { id: BigInt64Array.of(2n ** 62n + 1n, -1n) } });
    expect((await logged(table)).text).toContain('"data":[[4611686018427387905],[-1]]');
  });

  it('makes plots of any specification', () => {
    const table = new Table({ columns: ['x'], data: [[1]] });
    expect(table.chart('team/violin', { value: 'x' }).table).toBe(table);
    expect(() => table.chart('team/violin', { value: 'y' })).toThrow('value must be one of the table\'s columns, "x"');
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
    expect((await logged(table)).text).toContain('{"columns":["x","y"],"data":[[1,2],[3,4]],');
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
