import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { create } from '../../../../src/server/ingest/create';
import { openWriter } from '../../../../src/server/ingest/assign-line-numbers';
import { rewind } from '../../../../src/server/ingest/rewind';
import { carryOut, carryOutAtOnce, wait, type Steps } from '../../../../src/server/ingest/coroutine';
import { write } from '../../../../src/server/ingest/write';
import { ColumnTable } from '../../../../src/server/store/sqlite/columns';
import { LineTable } from '../../../../src/server/store/sqlite/lines';
import { openDatabase } from '../../../../src/server/store/sqlite/open';
import { ProjectTable } from '../../../../src/server/store/sqlite/projects';
import { RelayTable } from '../../../../src/server/store/sqlite/relays';
import { RunTable } from '../../../../src/server/store/sqlite/runs';
import { WriterTable } from '../../../../src/server/store/sqlite/writers';
import type { Transaction } from '../../../../src/server/store/port/transaction';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_LINES } from '../../../../src/wire/index';
import { saying, UNSAID } from '../store/contract/opened';

function* addUp(...asked: (number | Promise<number>)[]): Steps<number> {
  let sum = 0;
  for (const each of asked) {
    try {
      sum += yield* wait(each);
    } catch (error) {
      sum += (error as Error).message.length;
    }
  }
  return sum;
}

test('work is carried out at once, or by and by; what an answer fails with is thrown where it is waited for', async () => {
  expect(carryOutAtOnce(addUp(1, 2, 3))).toBe(6);
  expect(await carryOut(addUp(1, Promise.resolve(2), 3))).toBe(6);
  expect(await carryOut(addUp(Promise.reject(new Error('four')), 1))).toBe(5);
  const fails = function* (): Steps<never> {
    throw new Error(`after ${yield* wait(Promise.resolve('an answer'))}`);
  };
  await expect(carryOut(fails())).rejects.toThrow('after an answer');
});

/** A transaction whose answers come a turn later each, as over a network. */
function laterBy(part: object): object {
  return new Proxy(part, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        await nextTurn();
        return Reflect.apply(method, target, args) as unknown;
      };
    },
  });
}

/** A database of its own: the rules are carried out in it, and what they have answered and left is returned. */
async function playedIn(carry: <T>(work: Steps<T>) => T | Promise<T>, isLate: boolean): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-steps-'));
  const sql = await openDatabase(folder);
  try {
    const runs = new RunTable(sql);
    const parts = {
      runs,
      lines: new LineTable(sql),
      columns: new ColumnTable(sql),
      writers: new WriterTable(sql),
      relays: new RelayTable(sql, runs),
    };
    const tx = (
      isLate ? Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, laterBy(part)])) : parts
    ) as Transaction;
    const { project } = new ProjectTable(sql).upsert('local', 'p', null, 0);
    const { id } = await carry(create(tx, project.id, 'r', UNSAID, ['{"_step":0,"_timestamp":1}'], 0));
    const answers: unknown[] = [];
    for (const upload of [0, 1]) {
      await carry(openWriter(tx, id, null, NO_LINES));
      for (const offset of [0, 2]) {
        const content = [offset, offset + 1].map((step) => JSON.stringify({ _step: step, _timestamp: 5 + step }));
        const streams = { output: { offset, content: [`${upload}: ${offset}`] }, history: { offset, content } };
        const said = { writer: { client: null }, streams, summary: content[1]!, receivedAt: offset };
        answers.push(await carry(write(tx, id, saying(said))));
      }
    }
    await carry(rewind(tx, id, 2, 9));
    answers.push(await carry(write(tx, id, saying({ exitcode: 1 }))));
    const tables = ['runs', 'chunks', 'columns', 'blocks', 'writers', 'stretches'];
    return [answers, ...tables.map((table) => sql.prepare(`SELECT * FROM ${table}`).all())];
  } finally {
    sql.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the rules of ingestion are the same for a store whose answers come later', async () => {
  const atOnce = await playedIn(carryOutAtOnce, false);
  expect(JSON.stringify(atOnce)).toContain('"state":"failed"');
  expect(await playedIn(carryOut, true)).toEqual(atOnce);
});
