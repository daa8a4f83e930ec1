import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { BUDGETS } from './budgets.mjs';

/**
 * What three users load, minified and compressed. Of the modules: what a bundler makes of the import, dependencies
 * included, and what it loads only where workers are forbidden.
 */
export async function measureSize() {
  const consumers = [
    { name: "import { init } from 'spoor'", source: "import { init } from 'spoor'; window.init = init;" },
    {
      name: '… with fitCallbacks, Histogram, Image',
      source: "import * as spoor from 'spoor'; import * as tfjs from 'spoor/tfjs'; Object.assign(window, spoor, tfjs);",
    },
  ];
  const rows = [];
  for (const { name, source } of consumers) {
    const { first, later } = await bundle(source);
    rows.push({ name, figure: kilobytes(first), note: `and ${kilobytes(later)} only where workers are forbidden` });
  }
  rows.push({
    name: 'script tag: dist/spoor.iife.js, worker inside',
    figure: kilobytes(compressed('dist/spoor.iife.js')),
    note: `budget ${kilobytes(BUDGETS.scriptTagBytes)}`,
  });
  rows.push({ name: 'dist/worker.js, for workerUrl', figure: kilobytes(compressed('dist/worker.js')) });
  return [{ title: 'Size, gzip', rows }];
}

/** The size of a file as it is sent. */
export function compressed(path) {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}

async function bundle(source) {
  const root = mkdtempSync(resolve('node_modules/.bench-'));
  try {
    writeFileSync(join(root, 'main.js'), source);
    const { output } = await build({
      root,
      configFile: false,
      logLevel: 'error',
      resolve: { alias: { 'spoor/tfjs': resolve('dist/tfjs.js'), spoor: resolve('dist/spoor.js') } },
      build: { write: false, target: 'es2022', rolldownOptions: { input: join(root, 'main.js') } },
    });
    const size = (chunks) => chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
    const entry = output.find((chunk) => chunk.isEntry);
    const needed = new Set([entry.fileName, ...entry.imports]);
    return {
      first: size(output.filter(({ fileName }) => needed.has(fileName))),
      later: size(output.filter(({ fileName }) => !needed.has(fileName))),
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
