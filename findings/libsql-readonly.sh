#!/bin/sh
# libsql (npm), which "aims to be compatible with better-sqlite3", takes the options `readonly` and `fileMustExist` without a word and ignores both, where
# better-sqlite3 refuses the write and the missing file. The types that it ships are those of better-sqlite3 and declare both options.
#
# Seen: libsql 0.5.29, Node 20.20, Linux x64. Output:
#   libsql         readonly: write taken, rows 1
#   libsql         readonly and fileMustExist of a missing file: made
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund libsql@0.5.29 >/dev/null
cat >try.cjs <<'JS'
const { existsSync } = require('node:fs');
const Database = require('libsql');

const made = new Database('a.db');
made.exec('CREATE TABLE t (x)');
made.close();

let rows = 0;
try {
  const reader = new Database('a.db', { readonly: true });
  reader.exec('INSERT INTO t VALUES (1)');
  rows = reader.prepare('SELECT count(*) AS n FROM t').get().n;
} catch {}
console.log(`libsql         readonly: write ${rows ? 'taken' : 'refused'}, rows ${rows}`);

try {
  new Database('missing.db', { readonly: true, fileMustExist: true }).prepare('PRAGMA user_version').all();
} catch {}
const isMade = existsSync('missing.db');
console.log(`libsql         readonly and fileMustExist of a missing file: ${isMade ? 'made' : 'refused'}`);
process.exit(rows === 1 && isMade ? 0 : 1);
JS
node try.cjs
