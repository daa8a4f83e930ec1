#!/usr/bin/env bash
# hyparquet-writer 0.17.0: a column of whole JavaScript numbers is taken for 32-bit integers, so epoch milliseconds throw, though one fraction in the same column saves it.
# Typed arrays as cells become JSON objects with the indices as keys.
# Seen: [1, 2] is read back; [1767225600000] throws "parquet expected int32 value, got 1767225600000"; [1.5, 1767225600000] is read back;
# a cell Float32Array [1, 2] is read back as {"0":1,"1":2}.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hyparquet-writer@0.17.0 hyparquet@1.33.0

cat >run.mjs <<'JS'
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';

for (const data of [[1, 2], [1767225600000], [1.5, 1767225600000], [new Float32Array([1, 2])]]) {
  try {
    const file = parquetWriteBuffer({ columnData: [{ name: 'value', data }] });
    console.log(JSON.stringify((await parquetReadObjects({ file })).map(({ value }) => value)));
  } catch (error) {
    console.log(error.message);
  }
}
JS

diff <(node run.mjs) - <<'SEEN'
[1,2]
parquet expected int32 value, got 1767225600000
[1.5,1767225600000]
[{"0":1,"1":2}]
SEEN
echo 'As seen: give every column its type.'
