import { describe, expect } from 'vitest';
import { clients } from './clients';
import { testOf } from './suite';

const test = testOf('reading.py');
const all = Array.from({ length: 12 }, (_, number) => number);

describe(`${clients.wandb}`, () => {
  test('lists runs', ({ outcome }) => {
    expect(outcome('all_runs')).toEqual(all);
  });

  test('filters runs by config, summary, tags, state, names, times, and with $and, $or, $nor, $not', ({ outcome }) => {
    expect(outcome('filters')).toEqual({
      config: [9, 10, 11],
      'config without value': [5],
      'nested config': [1, 3],
      summary: [10, 11],
      'nested summary': [3, 7],
      tag: [6, 7, 8, 9, 10, 11],
      'one of tags': [6, 7, 8, 9, 10, 11],
      'none of tags': [0, 1, 2, 3, 4, 5],
      or: [0, 1, 11],
      and: [10],
      nor: [0, 3, 6, 9],
      not: [0, 3, 6, 9],
      'not equal': [9, 10, 11],
      state: [1, 2, 3, 5, 6, 7, 9, 10, 11],
      states: [0, 4, 8],
      name: [3],
      'display name': [5],
      exists: [],
      created: [2, 5, 8, 11],
      'created late': [],
      user: [0, 3, 6, 9],
    });
  });

  test('orders runs by time, config, summary and name', ({ outcome }) => {
    expect(outcome('orders')).toEqual({
      '-created_at': [9, 6, 3, 0],
      '+config.lr.value': [0, 3, 6, 9],
      '-config.lr': [9, 6, 3, 0],
      '+summary_metrics.loss': [9, 6, 3, 0],
      '-heartbeat_at': [9, 6, 3, 0],
      '+display_name': [0, 6, 3, 9],
    });
  });

  test('pages through runs', ({ outcome }) => {
    expect(outcome('pages')).toEqual([12, 'run00', 'run11', ['run03', 'run04', 'run05']]);
  });

  test('is told of a filter that means nothing', ({ outcome }) => {
    expect(outcome('unknown_filter')).toEqual([expect.any(String), expect.stringContaining('favourite_colour')]);
  });

  test('lists runs with their config and summary', ({ outcome }) => {
    expect(outcome('full_runs')).toEqual([1, 4, 7, 10].map((number) => [number / 10, number]));
  });

  test('lists projects', ({ outcome }) => {
    expect(outcome('projects')).toContain('reading');
  });

  test('is told what is missing: run, project, file', ({ outcome }) => {
    expect(outcome('missing')).toEqual({
      run: ['CommError', expect.stringContaining('Could not find run')],
      'run of no project': ['CommError', expect.stringContaining('Could not find run')],
      project: ['ValueError', expect.stringContaining('Could not find project')],
      file: [expect.any(String), expect.any(String)],
    });
  });

  test('knows who it is', ({ outcome }) => {
    expect(outcome('viewer')).toEqual(['local', 'local', 'local', 'local', true]);
  });

  test('finds runs and projects by path', ({ outcome }) => {
    expect(outcome('from_path')).toEqual(['run03', 'even 4', 'reading']);
  });

  test('reads what a run is', ({ outcome }) => {
    expect(outcome('description')).toEqual({
      metadata: true,
      lastHistoryStep: 0,
      historyLineCount: 1,
      user: 'local',
      keys: ['_runtime', '_step', '_timestamp', 'deep.acc', 'loss'],
      read_only: false,
      sweep: null,
    });
  });

  test('scans 10,000 steps', ({ outcome }) => {
    expect(outcome('scan')).toBe(10_000);
  });

  test('scans for keys that only some steps have', ({ outcome }) => {
    expect(outcome('scan_keys')).toEqual([3334, 10]);
  });

  test('scans from a step to a step', ({ outcome }) => {
    expect(outcome('scan_range')).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  });

  test('reads sampled history, whole and by keys', ({ outcome }) => {
    expect(outcome('history')).toEqual([500, 0, 9999, 11, 100, 50]);
  });

  test('reads system metrics', ({ outcome }) => {
    expect(outcome('system_history')).toBeNull();
  });

  test('lists, finds, downloads and restores files', ({ outcome }) => {
    expect(outcome('files')).toBe(60);
  });

  test('deletes files', ({ outcome }) => {
    const left = [0, 3, 4, 5, 6, 7, 8, 9].map((number) => `part ${number}.bin`);
    expect(outcome('delete_file')).toEqual([left, [expect.any(String), expect.any(String)]]);
  });

  test('uploads a file to a run that has ended', ({ outcome }) => {
    expect(outcome('upload_file')).toBe('later');
  });

  test('updates config, tags, notes, name and group of a run that has ended', ({ outcome }) => {
    expect(outcome('update')).toEqual({
      config: { lr: 2, keep: { a: 1 }, new: [1] },
      tags: ['a', 'b'],
      notes: 'changed',
      name: 'after',
      group: 'late',
    });
  });

  test('updates a summary', ({ outcome }) => {
    expect(outcome('update_summary')).toEqual({ loss: 0.5, deep: { a: 1 }, nan: Infinity });
  });

  test('deletes a run, whose id can be used again', ({ outcome }) => {
    expect(outcome('delete_run')).toEqual([[0, 2]]);
  });

  test('waits until a run has finished', ({ outcome }) => {
    expect(outcome('wait')).toBe('finished');
  });

  test('marks a run as failed', ({ outcome }) => {
    expect(outcome('set_state')).toBe('failed');
  });

  test('creates projects and runs, pending ones too', ({ outcome }) => {
    expect(outcome('create')).toEqual(['running', 'pending', 'running']);
  });
});
