import { expect, it } from 'vitest';
import { filterRuns } from '../../../../src/dashboard/runs/filter';
import { sampleRun } from '../run/sample-run';

it('keeps runs in which every word occurs somewhere', () => {
  const runs = [
    sampleRun({ id: 'a', name: 'Adam small', tags: ['best'] }),
    sampleRun({ id: 'b', name: 'sgd', state: 'failed', group: 'small' }),
  ];
  const ids = (text: string) =>
    filterRuns(runs, text)
      .map((run) => run.id)
      .join('');
  expect([ids(''), ids('small'), ids('SMALL best'), ids('fail'), ids('nothing')]).toEqual(['ab', 'ab', 'a', 'b', '']);
});
