import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const MEDIA = resolve('src/dashboard/media');
const sheets = readdirSync(MEDIA, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'));

it('has no class of one kind of media styled by the sheet of another: all of them are loaded', () => {
  expect(sheets.length).toBeGreaterThan(8);
  const owners = new Map<string, Set<string>>();
  for (const sheet of sheets) {
    for (const [, name] of readFileSync(join(MEDIA, sheet), 'utf8').matchAll(/^\.([\w-]+)/gm))
      owners.set(name!, (owners.get(name!) ?? new Set()).add(dirname(sheet)));
  }
  expect([...owners].filter(([, kinds]) => kinds.size > 1).map(([name]) => name)).toEqual([]);
});
