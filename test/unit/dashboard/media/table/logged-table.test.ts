import { describe, expect, it } from 'vitest';
import {
  joinTables,
  parseTable,
  partsOf,
  readTable,
  withMedia,
} from '../../../../../src/dashboard/media/table/logged-table';
import type { LineValue } from '../../../../../src/wire/index';

describe('a logged table', () => {
  it('is known by its file', () => {
    expect(readTable({ _type: 'table-file', path: 'media/table/t.table.json' })).toEqual({
      path: 'media/table/t.table.json',
      increment: null,
      rows: 0,
      artifact: null,
    });
    expect(readTable({ _type: 'incremental-table-file', path: 'p', increment_num: 3, nrows: 9 })).toMatchObject({
      increment: 3,
      rows: 9,
    });
    const address = 'wandb-client-artifact://abc/in/first.table.json';
    expect(readTable({ _type: 'table-file', path: 'p', artifact_path: address })?.artifact).toEqual({
      client: 'abc',
      entry: 'in/first.table.json',
    });
  });

  it.each([5, {}, 'https://elsewhere/a', 'wandb-client-artifact://', 'wandb-client-artifact://a/'])(
    'has no artifact at %j',
    (address) =>
      expect(readTable({ _type: 'table-file', path: 'p', artifact_path: address, nrows: {} })).toMatchObject({
        artifact: null,
        rows: 0,
      }),
  );

  it('in increments is all of them since the first, each once', () => {
    const logged = (path: string, increment: number | null) => ({ path, increment, rows: 0, artifact: null });
    const steps = [
      logged('whole', null),
      logged('a0', 0),
      logged('a1', 1),
      logged('a1', 1),
      logged('a2', 2),
      logged('b0', 0),
    ];
    const pathsAt = (index: number) => partsOf(steps, index).map(({ path }) => path);
    expect(pathsAt(0)).toEqual(['whole']);
    expect(pathsAt(1)).toEqual(['a0']);
    expect(pathsAt(4)).toEqual(['a0', 'a1', 'a2']);
    expect(pathsAt(5)).toEqual(['b0']);
    // Of a run that was forked or rewound the first ones may be missing.
    expect(partsOf(steps.slice(2), 2).map(({ path }) => path)).toEqual(['a1', 'a2']);
    expect(partsOf([], -1)).toEqual([]);
  });

  it.each([undefined, null, 5, 'table-file', [], {}, { _type: 'table-file' }, { _type: 'table-file', path: 5 }])(
    'is not %j',
    (value) => expect(readTable(value as LineValue)).toBeNull(),
  );
});

describe('the file of a table', () => {
  it('is read without losing a digit, with the words that JSON lacks', () => {
    const table = parseTable('{"columns":["a","b","c"],"data":[[9007199254740993,NaN,"x"],[1,null,-Infinity]]}');
    expect(table).toEqual({
      columns: ['a', 'b', 'c'],
      isNumeric: [true, true, false],
      isTime: [false, false, false],
      isMedia: [false, false, false],
      rows: [
        [9007199254740993n, NaN, 'x'],
        [1, null, -Infinity],
      ],
    });
  });

  it('may have columns that are numbered, and rows of any length', () => {
    expect(parseTable('{"columns":[0,null],"data":[[1],[1,2,3],5,{"a":1},[]]}')).toMatchObject({
      columns: ['0', ''],
      rows: [
        [1, null],
        [1, 2],
        [5, null],
        [{ a: 1 }, null],
        [null, null],
      ],
    });
  });

  it('has columns of numbers only where there are numbers', () => {
    expect(parseTable('{"columns":["a","b"],"data":[[null,true]]}').isNumeric).toEqual([false, false]);
  });

  it('says which columns are times', () => {
    const types = (one: object) => JSON.stringify({ wb_type: 'typedDict', params: { type_map: { t: one } } });
    const timed = (one: object, cell = '5') =>
      parseTable(`{"columns":["t"],"data":[[${cell}],[null]],"column_types":${types(one)}}`).isTime;
    expect(timed({ wb_type: 'timestamp' })).toEqual([true]);
    expect(
      timed({ wb_type: 'union', params: { allowed_types: [{ wb_type: 'none' }, { wb_type: 'timestamp' }] } }),
    ).toEqual([true]);
    expect(timed({ wb_type: 'number' })).toEqual([false]);
    expect(timed({ wb_type: 'timestamp' }, '"no time"')).toEqual([false]);
    for (const odd of ['5', '{}', '{"params":[]}', '{"params":{"type_map":{"t":[1]}}}'])
      expect(parseTable(`{"columns":["t"],"data":[[5]],"column_types":${odd}}`).isTime).toEqual([false]);
  });

  it('in parts is one table, whatever their columns', () => {
    const [one, other] = ['{"columns":["a"],"data":[[1]]}', '{"columns":["a","b"],"data":[["x",2]]}'].map(parseTable);
    expect(joinTables([one!])).toBe(one);
    expect(joinTables([one!, other!])).toMatchObject({
      columns: ['a', 'b'],
      isNumeric: [false, true],
      rows: [
        [1, null],
        ['x', 2],
      ],
    });
  });

  it('gets its media from the file of an artifact, and keeps its own numbers', () => {
    const image = '{"_type":"image-file","path":"a.png"}';
    const own = parseTable('{"columns":["n","i"],"data":[[NaN,"Image"]]}');
    const kept = parseTable(`{"columns":["n","i"],"data":[[null,${image}]]}`);
    expect(withMedia(own, kept)).toMatchObject({ isMedia: [false, true], rows: [[NaN, JSON.parse(image)]] });
    const longer = parseTable(`{"columns":["n","i"],"data":[[1,null],[2,${image}]]}`);
    expect(withMedia(own, longer)).toBe(longer);
  });

  it.each(['', '[]', 'null', '{}', '{"columns":[]}', '{"columns":{},"data":[]}', '{"columns":["a"],"data":7}'])(
    'is not %j',
    (text) => expect(() => parseTable(text)).toThrow(SyntaxError),
  );
});
