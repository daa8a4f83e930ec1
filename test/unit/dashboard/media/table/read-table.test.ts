import { describe, expect, it } from 'vitest';
import type { LoggedTable } from '../../../../../src/dashboard/media/table/logged-table';
import { readTables } from '../../../../../src/dashboard/media/table/read-table';
import type { Source } from '../../../../../src/dashboard/source/source';

const path = { entity: 'local', project: 'p', run: 'r' };
const logged = (name: string, more: Partial<LoggedTable> = {}): LoggedTable => ({
  path: name,
  increment: null,
  rows: 1,
  artifact: null,
  ...more,
});

/** A source of files by name, which notes what was fetched. */
function sourceOf(files: { [name: string]: string }, artifact: { [name: string]: string } | null = null) {
  const fetched: string[] = [];
  const keeperOf = (all: { [name: string]: string }, where = '') => ({
    content: async (_path: unknown, name: string) => {
      fetched.push(where + name);
      return all[name] === undefined ? null : new Blob([all[name]]);
    },
  });
  const source = {
    ...keeperOf(files),
    clientArtifact: async (client: string) => artifact && keeperOf(artifact, `${client}/`),
  } as unknown as Source;
  return { source, fetched };
}

const reading = () => ({ signal: new AbortController().signal, onLate: () => undefined, known: new Map() });

describe('a table', () => {
  it('in increments is read from all of their files, each once', async () => {
    const { source, fetched } = sourceOf({
      a: '{"columns":["x"],"data":[[1]]}',
      b: '{"columns":["x"],"data":[[2]]}',
      c: '{"columns":["x"],"data":[[3]]}',
    });
    const parts = ['a', 'b', 'c'].map((name, increment) => logged(name, { increment }));
    const how = reading();
    expect((await readTables(source, path, parts.slice(0, 2), how)).table.rows).toEqual([[1], [2]]);
    const { table, keeper } = await readTables(source, path, parts, how);
    expect([table.rows, keeper]).toEqual([[[1], [2], [3]], source]);
    expect(fetched).toEqual(['a', 'b', 'c']);
  });

  it('of W&B gets media and rows from its artifact, which is not asked for without need', async () => {
    const own = { t: '{"columns":["x"],"data":[["Image"]]}', plain: '{"columns":["x"],"data":[["a"]]}' };
    const kept = { 't.table.json': '{"columns":["x"],"data":[[{"_type":"image-file","path":"i.png"}]]}' };
    const { source, fetched } = sourceOf(own, kept);
    const artifact = { client: 'c', entry: 't.table.json' };
    const { table, keeper } = await readTables(source, path, [logged('t', { artifact })], reading());
    expect(table.rows).toEqual([[{ _type: 'image-file', path: 'i.png' }]]);
    expect(keeper).not.toBe(source);
    await readTables(source, path, [logged('plain', { artifact })], reading());
    expect(fetched).toEqual(['t', 'c/t.table.json', 'plain']);
  });

  it.each([null, {}, { 't.table.json': 'no table' }])(
    'is that of the run where the artifact has %j',
    async (artifact) => {
      const { source } = sourceOf({ t: '{"columns":["x"],"data":[["Image"]]}' }, artifact);
      const parts = [logged('t', { artifact: { client: 'c', entry: 't.table.json' } })];
      const { table, keeper } = await readTables(source, path, parts, reading());
      expect([table.rows, keeper]).toEqual([[['Image']], source]);
    },
  );

  it('of another form is said', async () => {
    const { source } = sourceOf({ t: '[]' });
    await expect(readTables(source, path, [logged('t')], reading())).rejects.toThrow(
      'another form than that of a table',
    );
  });
});
