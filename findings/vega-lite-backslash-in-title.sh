#!/bin/sh
# A field title with a backslash in it cannot be used with tooltips: Vega-Lite puts the title into an expression and
# escapes its quotation marks, but not its backslashes.
#
# Seen: vega-lite 6.4.3, vega 6.4.0, Node 20. `compile` succeeds; the specification that it gives has the expression
# {"loss\": format(datum["y"], "")}, which `parse` refuses: "Expression parse error". Doubling the backslashes in the
# title of an explicit tooltip channel helps.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vega@6.4.0 vega-lite@6.4.3 >/dev/null
cat >seen.mjs <<'JS'
import { parse } from 'vega';
import { compile } from 'vega-lite';
const { spec } = compile({
  data: { values: [{ x: 1, y: 2 }] },
  mark: { type: 'point', tooltip: true },
  encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative', title: 'loss\\' } },
});
try {
  parse(spec);
  console.log('The title is escaped now.');
  process.exit(1);
} catch (error) {
  console.log(error.message.slice(0, 60));
}
JS
node seen.mjs
