import { describe, expect } from 'vitest';
import { clients } from './clients';
import { testOf } from './suite';

const test = testOf('public_api.py', { timeout: 240_000 });

describe(clients.wandb, () => {
  test('finds the one user there is, and nobody else', ({ outcome }) => {
    expect(outcome('users')).toEqual({
      user: ['local', [], [], true],
      others: [null, []],
      part: ['local'],
      members: [['local', true]],
      viewer: 'local',
    });
  });

  test('asks who owns a project and a run', ({ outcome }) => {
    expect(outcome('owner')).toEqual(['local', 'local']);
  });

  test('makes a project', ({ outcome }) => {
    expect(outcome('made_project')).toEqual(['made']);
  });

  test('lists reports, of which there are none', ({ outcome }) => {
    expect(outcome('reports')).toEqual([]);
  });

  test('is told that definitions of custom charts are not kept', ({ outcome }) => {
    expect(outcome('charts')).toContain('keeps no definitions of custom charts');
  });

  test('is told that there are no organizations', ({ outcome }) => {
    expect(outcome('organization')).toEqual([expect.stringContaining('not found'), expect.any(String)]);
  });

  test('deletes a run and an artifact twice as once', ({ outcome }) => {
    expect(outcome('delete_twice')).toEqual([true, true]);
  });

  test('moves runs between states as its documentation says, and is refused the rest', ({ outcome }) => {
    const no = (from: string, to: string) =>
      expect.stringContaining(`A run that is ${from} cannot be made ${to}`) as unknown;
    const never = (to: string) => expect.stringContaining(`A run cannot be made "${to}"`) as unknown;
    expect(outcome('states')).toEqual({
      moves: {
        'finished to pending': no('finished', 'pending'),
        'finished to failed': no('finished', 'failed'),
        'failed to running': never('running'),
        'failed to crashed': never('crashed'),
        'failed to pending': null,
        'pending to pending': no('pending', 'pending'),
        'pending to failed': null,
        'running to failed': null,
        'failed to failed': no('failed', 'failed'),
        'failed to pending again': null,
        'of a sweep': expect.stringContaining('The state of a run of a sweep cannot be changed'),
      },
      left: ['finished', 'failed'],
    });
  });

  test('is told that the history has not been exported, and reads it all the same', ({ outcome }) => {
    expect(outcome('history_exports')).toEqual({
      complete: 'incomplete',
      partly: [0, true, {}],
      files: [],
      scan: [1],
      keys: [1],
    });
  });

  test('makes a sweep with prior runs: what one of them has tried is not tried again', ({ outcome }) => {
    expect(outcome('prior_runs')).toEqual({
      state: 'PENDING',
      expected: 9,
      prior: true,
      tried: [
        [1, 1],
        [1, 2],
      ],
      done: 'FINISHED',
    });
  });

  test('filters sweeps', ({ outcome }) => {
    expect(outcome('sweep_filters')).toEqual({
      state: ['paused'],
      name: ['pending'],
      like: ['paused', 'pending'],
      none: [],
      all: ['paused', 'pending'],
      unknown: expect.stringContaining('Sweeps have no field "colour"'),
    });
  });

  test('filters and sorts collections and versions; says where files lie and what they are', ({ outcome }) => {
    expect(outcome('collections')).toEqual({
      order: [
        ['a', 'b', 'c'],
        ['c', 'b', 'a'],
        ['b', 'a', 'c'],
        ['c', 'a', 'b'],
      ],
      filters: [
        ['a', 'c'],
        ['c', 'b'],
      ],
      project: ['c', 'b', 'a'],
      versions: [['v1', 'v0'], ['v0', 'v1'], ['v1'], ['v0']],
      files: {
        'notes/read me.txt': ['application/octet-stream', 'contents'],
        linked: ['application/octet-stream', ''],
      },
    });
  });

  test('lists a type whose last collection is deleted', ({ outcome }) => {
    expect(outcome('types')).toEqual({ types: ['rare'], collections: [] });
  });

  test('is refused a storage region that does not exist', ({ outcome }) => {
    expect(outcome('storage_region')).toEqual([expect.stringContaining('There is no storage region'), 'v0']);
  });

  test('asks whether digests are xxhash', ({ outcome }) => {
    expect(outcome('digests')).toEqual({ entity: { xxhashDigestsEnabled: false } });
  });

  test('reads the last value of each key, and whether it only rises', ({ outcome }) => {
    expect(outcome('history_keys')).toEqual({
      loss: [0.2, false],
      epoch: [2, true],
      note: ['n4', false],
      'deep.acc': [4, true],
      _step: [4, true],
    });
  });
});
