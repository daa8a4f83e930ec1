import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LineTable } from '../../../../../src/server/store/sqlite/lines';
import { openDatabase } from '../../../../../src/server/store/sqlite/open';
import type { Sql } from '../../../../../src/server/store/sqlite/sql';

let folder: string;
let sql: Sql;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spoor-lines-'));
  sql = await openDatabase(folder);
});
afterEach(() => {
  sql.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a table of lines promises, without its chunks. */
class Model {
  readonly lines = new Map<number, string>();

  get count(): number {
    return Math.max(-1, ...this.lines.keys()) + 1;
  }

  put(offset: number, content: string[]) {
    return content.flatMap((text, index) => {
      const number = offset + index;
      const before = this.lines.get(number) ?? null;
      this.lines.set(number, text);
      return before === text ? [] : [{ number, text, before }];
    });
  }

  sorted() {
    return [...this.lines].map(([number, text]) => ({ number, text })).sort((a, b) => a.number - b.number);
  }
}

describe('a table of lines', () => {
  test('has the lines of every order of requests, and says what each has changed', () => {
    const request = fc.record({
      offset: fc.nat(400),
      // Long ones end a chunk.
      lines: fc.array(fc.constantFrom('a', 'b', '', 'nul \0', '{"text":"\\n"}', 'long '.repeat(5_000)), {
        maxLength: 300,
      }),
      cut: fc.option(fc.nat(500), { freq: 5 }),
    });
    let run = 0;
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), fc.nat(500), fc.nat(200), (requests, from, limit) => {
        const [table, model] = [new LineTable(sql), new Model()];
        run++;
        table.put(run + 1, 'history', 0, ['of another run'], 0);
        table.put(run, 'events', 0, ['of another stream'], 0);
        sql.transaction(() => {
          for (const { offset, lines, cut } of requests) {
            expect(table.put(run, 'history', offset, lines, model.count)).toEqual(model.put(offset, lines));
            if (cut === null) continue;
            table.cut(run, 'history', cut);
            for (const number of model.lines.keys()) if (number >= cut) model.lines.delete(number);
          }
        });
        const all = model.sorted();
        expect(table.range(run, 'history', 0, 10_000)).toEqual(all);
        expect(table.range(run, 'history', from, limit)).toEqual(
          all.filter(({ number }) => number >= from).slice(0, limit),
        );
        expect(table.last(run, 'history')).toEqual(all.at(-1) ?? null);
        const some = [from, from + 1, limit, 0];
        const known = some.flatMap((number) =>
          model.lines.has(number) ? [{ number, text: model.lines.get(number)! }] : [],
        );
        expect(table.at(run, 'history', some)).toEqual(known);
        expect(table.range(run, 'events', 0, 10)).toEqual([{ number: 0, text: 'of another stream' }]);
        table.cut(run + 1, 'history', 0);
      }),
      { numRuns: 150 },
    );
  });

  test('keeps the longest lines that a request may bring', () => {
    const table = new LineTable(sql);
    const lines = Array.from({ length: 3 }, (_, index) => `${index}`.repeat(8 * 1024 * 1024));
    table.put(1, 'output', 0, lines, 0);
    expect(table.range(1, 'output', 0, 10).map(({ text }) => text.length)).toEqual(lines.map((line) => line.length));
    expect(table.put(1, 'output', 1, ['short'], 3)).toEqual([{ number: 1, text: 'short', before: lines[1] }]);
    expect(table.at(1, 'output', [2, 1])).toEqual([
      { number: 2, text: lines[2] },
      { number: 1, text: 'short' },
    ]);
  });
  test('has no chunk that is much longer than its last line, also when its lines grow', () => {
    const table = new LineTable(sql);
    table.put(1, 'history', 0, Array<string>(100).fill('{}'), 0);
    const long = Array.from({ length: 100 }, (_, index) => `${index}`.padEnd(10_000));
    for (const [offset, text] of long.entries()) table.put(1, 'history', offset, [text], 100);
    const [{ length } = { length: Infinity }] = sql
      .prepare<{ length: number }>('SELECT max(length(lines)) AS length FROM chunks')
      .all();
    expect(length).toBeLessThan(80_000);
    expect(table.range(1, 'history', 0, 200).map(({ text }) => text)).toEqual(long);
  });
});
