import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOMS } from './rooms';

const SRC = resolve('src');

interface Arrow {
  from: string;
  to: string;
  isType: boolean;
}

/** Where an import leads: to a file below src, `server/site`; to a package, `node:fs` or `hono/streaming`. */
function targetOf(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = relative(SRC, resolve(SRC, dirname(file), specifier));
  const isFolder = !/\.\w+$/.test(path) && existsSync(join(SRC, path)) && !existsSync(join(SRC, `${path}.ts`));
  return isFolder ? join(path, 'index') : path;
}

/** The imports of one file. */
function arrowsOf(file: string, text: string): Arrow[] {
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/gm,
  );
  return [...statements]
    .map(([, type, specifier, dynamic]) => ({
      from: file,
      to: targetOf(file, (specifier ?? dynamic)!),
      isType: type !== undefined,
    }))
    .filter(({ to }) => !to.endsWith('.css'));
}

const isPackage = (to: string) => !existsSync(join(SRC, to.split('/')[0]!));

/** The name by which the table has what is imported: a room, a package without its inner paths, or all of Node. */
function roomOf(path: string): string {
  if (path.startsWith('node:')) return 'node';
  if (isPackage(path)) return path.split('/', path.startsWith('@') ? 2 : 1).join('/');
  return dirname(path);
}

/** Each kind of media has a folder; the table has one line for all of them. */
const lineOf = (room: string) => room.replace(/^(dashboard\/)?media\/(?!(?:engine|worker)$)[^/]+/, '$1media/*');

/** The arrow of the table by which an import is allowed, if there is one. */
function allowing({ from, to, isType }: Arrow): string | undefined {
  const allowed = ROOMS[lineOf(dirname(from))]?.split(' ') ?? [];
  const room = lineOf(roomOf(to));
  return allowed.find((name) => name === room || (isType && name === `~${room}`));
}

const isForbidden = (arrow: Arrow) => dirname(arrow.from) !== roomOf(arrow.to) && allowing(arrow) === undefined;

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const arrows = files.flatMap((file) => arrowsOf(file, readFileSync(join(SRC, file), 'utf8')));

/** Files that import each other, by whatever way round; each circle once. */
function circles(): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of arrows)
    next.set(from.replace(/\.tsx?$/, ''), [...(next.get(from.replace(/\.tsx?$/, '')) ?? []), to]);
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (path.includes(file) || done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

describe('the structure of src', () => {
  it('is read at all', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(arrows.length).toBeGreaterThan(300);
  });

  it('has each room in the table', () => {
    expect([...new Set(files.map((file) => dirname(file)))].filter((room) => !(lineOf(room) in ROOMS))).toEqual([]);
  });

  it('has imports in the allowed directions only', () => {
    expect(arrows.filter(isForbidden).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('uses each arrow of the table', () => {
    const used = new Set(arrows.map((arrow) => `${lineOf(dirname(arrow.from))} → ${allowing(arrow)}`));
    const all = Object.entries(ROOMS).flatMap(([room, allowed]) =>
      allowed
        .split(' ')
        .filter(Boolean)
        .map((name) => `${room} → ${name}`),
    );
    expect(all.filter((arrow) => !used.has(arrow))).toEqual([]);
  });

  it('has no circle of files, not of types either', () => {
    expect(circles()).toEqual([]);
  });

  it.each(Object.keys(ROOMS))('would see each wrong import in %s', (room) => {
    const file = join(room, 'planted.ts');
    const others = [...Object.keys(ROOMS), 'left-pad', '@scope/left-pad', 'node'].filter((other) => other !== room);
    for (const other of others) {
      const specifier =
        other === 'node'
          ? 'node:fs'
          : other in ROOMS
            ? relative(room, join(other, 'planted')).replace(/^(?!\.)/, './')
            : other;
      const [value] = arrowsOf(file, `import { x } from '${specifier}';`);
      const [type] = arrowsOf(file, `import type { X } from '${specifier}';`);
      const allowed = ROOMS[room]!.split(' ');
      expect([other, isForbidden(value!)]).toEqual([other, !allowed.includes(other)]);
      expect([other, isForbidden(type!)]).toEqual([other, !allowed.includes(other) && !allowed.includes(`~${other}`)]);
    }
  });

  it('has one importer of idb, and one of ky, which says all that is asked of it', () => {
    const importers = (name: string) => arrows.filter(({ to }) => to === name).map(({ from }) => from);
    expect(importers('idb')).toEqual(['journal/database.ts']);
    expect(new Set(importers('ky'))).toEqual(new Set(['backend/wandb/ask.ts']));
  });

  it('has no drawer for everything', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|types)(\/|\.)/.test(file))).toEqual([]);
  });

  it('has no long file, but those of the public docstrings, whose code is no longer than that of others', () => {
    const lines = (file: string) => readFileSync(join(SRC, file), 'utf8').split('\n');
    const isCode = (line: string) => !/^\s*(\/\/|\/?\*|$)/.test(line);
    const PUBLIC = ['run/run.ts', 'run/options.ts'];
    expect(files.filter((file) => !PUBLIC.includes(file) && lines(file).length > 251)).toEqual([]);
    expect(PUBLIC.filter((file) => lines(file).filter(isCode).length > 250)).toEqual([]);
  });

  it('has an entry that only re-exports', () => {
    const code = readFileSync(join(SRC, 'index.ts'), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
    const outside = code
      .split('\n')
      .filter((line) => line.trim() !== '' && !/^(export |\} from |  (type )?\w+,$)/.test(line));
    expect(outside).toEqual([]);
  });
});
