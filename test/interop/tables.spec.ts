import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { parseRow } from '../../src/wire/index';
import { clients } from './clients';
import { test } from './suite';

const SQUARES = {
  columns: ['x', 'y'],
  data: [
    [0, 0],
    [1, 1],
    [2, 4],
    [3, 9],
    [4, 16],
  ],
};
const GROWN = {
  columns: ['step', 'value'],
  data: [
    [0, 0],
    [1, 1],
    [2, 4],
  ],
};

describe(clients.wandb, () => {
  test('logs a table, and reads it back', async ({ server }) => {
    const { result } = await server.python('tables.py', { args: ['table'] });
    const dot = { image: '89504e470d0a1a0a', width: 1, height: 1 };
    expect(result['tables']).toEqual({
      'first.table.json': {
        columns: ['n', 'x', 'text', 'flag', 'image', 'list'],
        // In an artifact the client writes null for NaN.
        data: [
          [1, 0.5, 'ünï', true, { ...dot, caption: 'dot' }, [1, 2]],
          [2, null, null, false, null, []],
          [null, Infinity, '', null, { ...dot, caption: null }, null],
        ],
      },
      'mine.table.json': { columns: ['a'], data: [['in an artifact']] },
    });
    expect(result).toMatchObject({ history: { _type: 'table-file', nrows: 3, ncols: 6 }, summary: 3 });
    // In the run's own file it writes them as they are.
    expect(parseRow(String(result['file']))['data']).toEqual([
      [1, 0.5, 'ünï', true, 'Image', [1, 2]],
      [2, NaN, null, false, null, []],
      [null, Infinity, '', null, 'Image', null],
    ]);
    expect(result['artifacts']).toEqual([
      [expect.stringMatching(/^run-\w+-first:v0$/), 'run_table'],
      ['tables:v0', 'dataset'],
    ]);
  });

  test('logs a table again and again', async ({ server }) => {
    const { result } = await server.python('tables.py', { args: ['mutable'] });
    expect(result).toEqual({ versions: 3, type: 'run_table', rows: GROWN });
  });

  test('logs a table in increments', async ({ server }) => {
    const { result } = await server.python('tables.py', { args: ['incremental'] });
    expect(result).toEqual({ versions: 3, type: 'wandb-run-incremental-table', rows: GROWN });
  });

  test('logs plots: line, scatter, bar, histogram, series, confusion matrix', async ({ server }) => {
    const { result } = await server.python('tables.py', { args: ['plots'] });
    expect(result['charts']).toEqual({
      line: ['Vega2', 'wandb/line/v0'],
      scatter: ['Vega2', 'wandb/scatter/v0'],
      bar: ['Vega2', 'wandb/bar/v0'],
      histogram: ['Vega2', 'wandb/histogram/v0'],
      series: ['Vega2', 'wandb/lineseries/v0'],
      confusion: ['Vega2', 'wandb/confusion_matrix/v1'],
    });
    expect(result['tables']).toMatchObject({
      'line_table.table.json': SQUARES,
      'scatter_table.table.json': SQUARES,
      'bar_table.table.json': SQUARES,
      'histogram_table.table.json': SQUARES,
      'confusion_table.table.json': { columns: ['Actual', 'Predicted', 'nPredictions'] },
    });
  });

  test('logs a table offline and syncs it', async ({ server }) => {
    const folder = mkdtempSync(join(tmpdir(), 'spoor-tables-'));
    try {
      const { result } = await server.python('tables.py', { args: ['offline'], folder, env: { HOME: folder } });
      await server.wandb(['sync', String(result['path'])], { folder, env: { HOME: folder } });
      const read = await server.python('tables.py', { args: ['after_sync'] });
      expect(read.result).toEqual({
        'off.table.json': {
          columns: ['a', 'b'],
          data: [
            [1, 'x'],
            [2, 'y'],
          ],
        },
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
