import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve('src');

/** The files of `worker/` that run in the page. */
const PAGE_SIDE =
  'after-window|answer|append-line|batch|changes|connect|contract|link|local-channel|row-queue|side-streams|slot|spawn|trusted';

/** Who may import whom. Folders import within themselves; every arrow that is not here is forbidden. */
const ALLOWED: Record<string, RegExp> = {
  wire: /^$/,
  values: /^wire\//,
  run: new RegExp(`^(wire|values)/|^worker/(${PAGE_SIDE})$`),
  'worker/page': new RegExp(`^wire/|^comlink$|^virtual:engine$|^worker/(${PAGE_SIDE})$`),
  'worker/engine': /^(wire|journal|outbox|backend)\/|^comlink$|^worker\//,
  journal: /^wire\/|^idb$/,
  outbox: /^wire\//,
  backend: /^wire\/|^ky$/,
  'service-worker': /^(wire|journal|outbox|backend)\/|^run\/(page\/last-words|options)$|^worker\/rescue$/,
  tfjs: /^(wire|run|values)\//,
  'server/relay': /^(wire|outbox|backend)\/|^node:/,
  server:
    /^wire\/|^node:|^(hono|@hono\/node-server|graphql|libsql|re2js|commander|yaml|cli-progress|client-zip|@bufbuild\/protobuf)(\/|$)/,
  dashboard: /^wire\/|^(preact|uplot|wouter-preact)(\/|$)/,
};

/** Arrows for types only: what is handed in, so that tests can hand in something else. */
const ALLOWED_TYPES: Record<string, RegExp> = {
  outbox: /^(journal\/index|backend\/backend)$/,
  'worker/page': /^run\/$/,
  'service-worker': /^worker\/contract$/,
};

interface Arrow {
  from: string;
  to: string;
  isType: boolean;
}

function folderOf(file: string): string {
  const [folder, name] = file.split('/');
  if (file.startsWith('server/relay/')) return 'server/relay';
  if (folder !== 'worker') return folder!;
  return new RegExp(`^(${PAGE_SIDE}|virtual-engine)\\b`).test(name!) ? 'worker/page' : 'worker/engine';
}

/** The imports of one file, resolved to paths below src. */
function arrowsOf(file: string, text: string): Arrow[] {
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/gm,
  );
  return [...statements].map(([, type, specifier, dynamic]) => {
    const name = specifier ?? dynamic!;
    const path = relative(SRC, resolve(SRC, dirname(file), name));
    // A folder's name means its index.
    const to = !name.startsWith('.') ? name : path.includes('/') ? path : `${path}/index`;
    return { from: file, to, isType: type !== undefined };
  });
}

function isForbidden({ from, to, isType }: Arrow): boolean {
  const folder = folderOf(from);
  if (to.endsWith('.css') || to.startsWith(`${folder.split('/')[0]}/`))
    return folder.startsWith('worker/') && !ALLOWED[folder]!.test(to);
  return !(ALLOWED[folder]?.test(to) || (isType && ALLOWED_TYPES[folder]?.test(to)));
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const arrows = files
  .filter((file) => file.includes('/'))
  .flatMap((file) => arrowsOf(file, readFileSync(join(SRC, file), 'utf8')));

describe('the structure of src', () => {
  it('is read at all', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(arrows.length).toBeGreaterThan(300);
  });

  it('has imports in the allowed directions only', () => {
    expect(arrows.filter(isForbidden).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it.each([
    ['wire/line.ts', "import { x } from '../values/encode';"],
    ['values/encode.ts', "import { x } from '../run/run';"],
    ['outbox/drain.ts', "import { Journal } from '../journal/index';"],
    ['run/run.ts', "import { openDB } from 'idb';"],
    ['journal/journal.ts', "import ky from 'ky';"],
    ['worker/link.ts', "import { Journal } from '../journal/index';"],
    ['worker/link.ts', "import { RunEngine } from './engine';"],
    ['service-worker/courier.ts', "import { RunEngine } from '../worker/engine';"],
    ['server/server.ts', "import { x } from '../journal/index';"],
    ['server/server.ts', "import { x } from '../outbox/delivery';"],
    ['server/relay/relay.ts', "import { x } from '../../journal/index';"],
    ['dashboard/app.tsx', "import { x } from '../server/site';"],
  ])('would see a wrong import in %s: %s', (file, text) => {
    expect(arrowsOf(file, text).filter(isForbidden)).toHaveLength(1);
  });

  it('has one importer of idb, and one of ky, which says all that is asked of it', () => {
    const importers = (name: string) => arrows.filter(({ to }) => to === name).map(({ from }) => from);
    expect(importers('idb')).toEqual(['journal/database.ts']);
    expect(new Set(importers('ky'))).toEqual(new Set(['backend/wandb/ask.ts']));
  });

  it('has no drawer for everything, and no long file', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|types)(\/|\.)/.test(file))).toEqual([]);
    // What is said of the code does not count, as for the linter.
    const isCode = (line: string) => !/^\s*(\/\/|\/?\*|$)/.test(line);
    const lengths = files.map((file) => ({
      file,
      lines: readFileSync(join(SRC, file), 'utf8').split('\n').filter(isCode).length,
    }));
    expect(lengths.filter(({ lines }) => lines > 250)).toEqual([]);
  });

  it('has an entry that only re-exports', () => {
    const code = readFileSync(join(SRC, 'index.ts'), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
    expect(code.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('export '))).toEqual([]);
  });
});
