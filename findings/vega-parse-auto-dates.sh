#!/usr/bin/env bash
# vega 6.4.0: `parse: 'auto'` takes a column of names for dates if JavaScript's Date.parse, which accepts far more than dates, reads every one of them.
# Names that end in a number, the usual names of runs, seeds, folds and layers, become instants in a year that the number chose; one other name in the column saves all of it.
# Seen (time zone UTC): "run 1", "run 2" become 2001-01-01 and 2001-02-01, "seed 42" 2042, "resnet-50" 1950, "epoch-3" 2001-03-01; with "baseline" among them the texts stay.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vega@6.4.0

cat >run.mjs <<'JS'
import { parse, View } from 'vega';

for (const names of [['run 1', 'run 2'], ['run 1', 'run 2', 'baseline'], ['seed 42'], ['resnet-50'], ['epoch-3'], ['fold_1']]) {
  const values = ['name,loss', ...names.map((name) => `${name},0.5`)].join('\n');
  const view = new View(parse({ data: [{ name: 'table', values, format: { type: 'csv', parse: 'auto' } }] }));
  await view.runAsync();
  const read = view.data('table').map(({ name }) => (typeof name === 'string' ? name : new Date(name).toISOString().slice(0, 10)));
  console.log(`${names.join(', ')}: ${read.join(', ')}`);
}
JS

diff <(TZ=UTC node run.mjs) - <<'SEEN'
run 1, run 2: 2001-01-01, 2001-02-01
run 1, run 2, baseline: run 1, run 2, baseline
seed 42: 2042-01-01
resnet-50: 1950-01-01
epoch-3: 2001-03-01
fold_1: fold_1
SEEN
echo 'As seen: names with a number are dates.'
