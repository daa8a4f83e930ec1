import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';

/** As `npm run demo:gallery` prints it: the kind, how many were logged, how many are stored equal, whether it shows. */
const LINE = /^(\S+)\s+(\d+)\s+(\d+)\s+(yes|NO)$/;

/** All that can be logged. */
const KINDS = [
  'number',
  'string',
  'Histogram',
  'Image',
  'Image+overlays',
  'Audio',
  'Video',
  'Object3D',
  'Object3D',
  'Molecule',
  'Graph',
  'Html',
  'Markdown',
  'Plotly',
  'Table',
  'plot.line',
  'plot.scatter',
  'plot.bar',
  'plot.histogram',
  'plot.lineSeries',
  'plot.prCurve',
  'plot.rocCurve',
  'plot.confusionMatrix',
];

test('one of every kind is stored as it was logged, and the dashboard shows it', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/gallery.mjs'], { encoding: 'utf8' });
  const table = stdout.split('\n').flatMap((line) => {
    const [, kind, logged, stored, shown] = LINE.exec(line.trim()) ?? [];
    return kind === undefined ? [] : [{ kind, logged, stored, shown }];
  });
  const expected = KINDS.map((kind) => ({ kind, logged: '3', stored: '3', shown: 'yes' }));
  expect(table, stderr).toEqual(expected);
  expect(status, stderr).toBe(0);
});
