#!/usr/bin/env bash
# vega-interpreter 2.3.2 (the evaluator that Vega offers for pages that forbid eval) does not know the operator `in`, which vega 6.4.0 parses and its compiler runs.
# `runAsync` resolves all the same: the data set of the transform is null, so nothing is drawn, and the error goes only to the logger.
# Seen: compiled, "'b' in datum" and "datum.b in [0, 1]" are true; interpreted, the data set is null and one error is logged for each; other operators agree.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vega@6.4.0 vega-interpreter@2.3.2

cat >run.mjs <<'JS'
import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';

async function evaluate(expr, isInterpreted) {
  const spec = { data: [{ name: 'table', values: [{ a: 'x', b: 1 }], transform: [{ type: 'formula', as: 'made', expr }] }] };
  const view = new View(parse(spec, null, { ast: isInterpreted }), isInterpreted ? { expr: expressionInterpreter } : {});
  let errors = 0;
  const silent = () => logger;
  const logger = { level: silent, warn: silent, info: silent, debug: silent, error: () => (errors++, logger) };
  await view.logger(logger).runAsync();
  return `${view.data('table')?.[0].made ?? 'no data'} (${errors} errors)`;
}

for (const expr of ["'b' in datum", 'datum.b in [0, 1]', "datum.a + '!'", 'datum.b > 0 ? 2 : 3']) {
  console.log(`${expr}: ${await evaluate(expr, false)}, interpreted ${await evaluate(expr, true)}`);
}
JS

diff <(node run.mjs) - <<'SEEN'
'b' in datum: true (0 errors), interpreted no data (1 errors)
datum.b in [0, 1]: true (0 errors), interpreted no data (1 errors)
datum.a + '!': x! (0 errors), interpreted x! (0 errors)
datum.b > 0 ? 2 : 3: 2 (0 errors), interpreted 2 (0 errors)
SEEN
echo 'As seen: the interpreter has no "in".'
