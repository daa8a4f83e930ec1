import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchivedRun, ImportAnswer } from '../../../../src/wire/index';
import { readWhole } from '../../../support/oracle';
import { startTestServer, type TestServer } from '../../../support/server';
import { linesFrom, recordOf } from '../../journal/entries';
import { fileOf, headerOf, linesAt, pack, runOf } from './sample-archive';

let server: TestServer;
beforeEach(async () => (server = await startTestServer()));
afterEach(() => server[Symbol.asyncDispose]());

async function send(archive: Buffer): Promise<ImportAnswer> {
  const response = await server.fetch('/api/import', { method: 'POST', body: archive as BodyInit });
  const answer = (await response.json()) as ImportAnswer & { errors?: { message: string }[] };
  if (!response.ok) throw new Error(answer.errors?.[0]?.message);
  return answer;
}

const stored = (run = 'r1') => readWhole(server.data, 'p', run)!;
const rowsIn = (run?: string) => stored(run).lines.map(({ number, text }) => [number, text]);
const numbered = (lines: string[], from = 0) => lines.map((line, index) => [from + index, line]);

/** An archive of rows `from` to `to`, whose numbers they are. */
function archiveOf(from: number, to: number, changes: Partial<ArchivedRun> = {}): Buffer {
  const run = runOf(to, { acknowledged: { history: from, events: 0, output: 0 }, ...changes });
  return pack(headerOf(run), ...(to > from ? [linesAt(from, linesFrom(from, to - from))] : []));
}

interface Times {
  state: string;
  createdAt: string;
  heartbeatAt: string;
  alerts: { title: string; createdAt: string }[];
}

async function times(): Promise<Times> {
  const { data } = await server.graphql<{ project: { run: Times } }>(
    '{ project(name: "p", entityName: "local") { run(name: "r1") { state createdAt heartbeatAt alerts { title createdAt } } } }',
    {},
  );
  return data!.project.run;
}

describe('an imported run', () => {
  it('has its rows, its other streams, its files, and all that describes it', async () => {
    const bytes = new Uint8Array(100_000).map((_, index) => index * 7);
    const run = runOf(3, {
      record: recordOf({
        id: 'r1',
        project: 'p',
        name: 'a name',
        notes: 'noted',
        tags: ['one', 'two'],
        group: 'g',
        jobType: 'j',
        config: { lr: NaN, deep: { a: [1, null] } },
        metrics: [
          {
            name: 'n',
            stepMetric: null,
            stepSync: false,
            hidden: false,
            summary: ['max'],
            goal: null,
            isDefined: true,
          },
        ],
        client: { e: { browser: 'x' } },
        startTime: 1_700_000_000_000,
      }),
      next: { history: 3, events: 1, output: 2 },
      pinned: { best: Infinity },
      exitCode: 0,
    });
    const answer = await send(
      pack(
        headerOf(run),
        linesAt(0, ['{"n":1,"loss":NaN}', '{"n":5}']),
        linesAt(2, ['{"n":3}']),
        linesAt(0, ['{"system.cpu":1}'], 'events'),
        linesAt(0, ['first line', ''], 'output'),
        ...fileOf('media/images/a.png', bytes),
        ...fileOf('empty.txt', new Uint8Array(0)),
      ),
    );
    expect(answer).toEqual({ entity: 'local', project: 'p', run: 'r1', lines: 6, files: 2, missing: 0 });
    const { summary, config, files, output, events, state, exitcode } = stored();
    expect(rowsIn()).toEqual(numbered(['{"n":1,"loss":NaN}', '{"n":5}', '{"n":3}']));
    expect([events, output].map((lines) => lines.map(({ text }) => text))).toEqual([
      ['{"system.cpu":1}'],
      ['first line', ''],
    ]);
    expect(summary).toEqual({ n: { max: 5 }, loss: NaN, best: Infinity });
    expect(config).toMatchObject({ lr: { value: NaN }, deep: { value: { a: [1, null] } } });
    expect(config['_wandb']).toMatchObject({
      value: { cli_version: 'spoor 0.0.1', e: { browser: 'x' }, m: [{ '1': 'n', '7': [2] }] },
    });
    expect({ state, exitcode }).toEqual({ state: 'finished', exitcode: 0 });
    expect(Object.keys(files).toSorted()).toEqual(['empty.txt', 'media/images/a.png']);
    const file = await server.fetch('/files/local/p/r1/media/images/a.png');
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
    expect(await times()).toMatchObject({
      createdAt: '2023-11-14T22:13:20.000Z',
      heartbeatAt: '2023-11-14T22:14:20.000Z',
    });
    const { data } = await server.graphql<{ project: { run: object } }>(
      '{ project(name: "p", entityName: "local") { run(name: "r1") { displayName notes tags group jobType } } }',
      {},
    );
    expect(data!.project.run).toEqual({
      displayName: 'a name',
      notes: 'noted',
      tags: ['one', 'two'],
      group: 'g',
      jobType: 'j',
    });
  });

  it.each([
    [0, 'finished', 0],
    [3, 'failed', 3],
    [null, 'interrupted', null],
  ])('that has ended with %s is %s', async (exitCode, state, exitcode) => {
    await send(archiveOf(0, 2, { exitCode }));
    expect(stored()).toMatchObject({ state, exitcode });
  });

  it('is the same after it was imported twice', async () => {
    const bytes = new Uint8Array(10);
    const archive = pack(headerOf(runOf(3, { exitCode: 0 })), linesAt(0, linesFrom(0, 3)), ...fileOf('a.bin', bytes));
    expect(await send(archive)).toMatchObject({ lines: 3, files: 1 });
    const before = [stored(), await times()];
    expect(await send(archive)).toMatchObject({ lines: 0, files: 0, missing: 0 });
    expect([stored(), await times()]).toEqual(before);
  });

  it('gets the rows that the server lacks, when it has the first part', async () => {
    await server.createRun('p', 'r1');
    await server.fileStream('p', 'r1', { files: { 'wandb-history.jsonl': { offset: 0, content: linesFrom(0, 10) } } });
    expect(await send(archiveOf(6, 15, { exitCode: 1 }))).toMatchObject({ lines: 5, missing: 0 });
    expect(rowsIn()).toEqual(numbered(linesFrom(0, 15)));
    expect(stored()).toMatchObject({ state: 'failed', summary: { n: 14 } });
  });

  it('says how many rows are on another server, and keeps their place', async () => {
    expect(await send(archiveOf(6, 15))).toMatchObject({ lines: 9, missing: 6 });
    expect(rowsIn()).toEqual(numbered(linesFrom(6, 9), 6));
    expect(await send(archiveOf(0, 8))).toMatchObject({ lines: 6, missing: 0 });
    expect(rowsIn()).toEqual(numbered(linesFrom(0, 15)));
    expect(stored()).toMatchObject({ state: 'interrupted', summary: { n: 14 } });
  });

  it('changes nothing of a run that has gone on since', async () => {
    await send(
      archiveOf(0, 5, {
        record: recordOf({ id: 'r1', project: 'p', name: 'old', config: { a: 1, b: 1 } }),
        exitCode: 0,
      }),
    );
    await server.createRun('p', 'r1', { displayName: 'new', config: '{"a":{"value":2}}' });
    await server.fileStream('p', 'r1', { files: { 'wandb-history.jsonl': { offset: 5, content: linesFrom(5, 5) } } });
    const before = stored();
    const late = archiveOf(0, 5, {
      record: recordOf({ id: 'r1', project: 'p', name: 'old', notes: 'n', config: { a: 1, b: 1 } }),
      exitCode: 0,
    });
    expect(await send(late)).toMatchObject({ lines: 0, files: 0 });
    // What the server had no value for is filled in.
    const { config, ...rest } = stored();
    expect(config).toMatchObject({ a: { value: 2 }, b: { value: 1 } });
    expect(rest).toEqual({ ...before, config: undefined } as never);
    expect(stored().state).toBe('running');
  });

  it('has the row that was still open, until a later archive or the page has more of it', async () => {
    const open = '{"n":2,"_step":2}';
    const early = pack(headerOf(runOf(2, { openRow: open })), linesAt(0, linesFrom(0, 2)));
    expect(await send(early)).toMatchObject({ lines: 3 });
    expect(rowsIn().at(-1)).toEqual([2, open]);
    const full = '{"n":2,"more":1,"_step":2}';
    await send(pack(headerOf(runOf(3)), linesAt(0, [...linesFrom(0, 2), full])));
    expect(rowsIn().at(-1)).toEqual([2, full]);
    expect(await send(early)).toMatchObject({ lines: 0 });
    expect(rowsIn().at(-1)).toEqual([2, full]);
  });

  it('whose page had not asked where its rows belong, goes after what is there, once, and the page is told', async () => {
    await server.createRun('p', 'r1');
    await server.fileStream('p', 'r1', { files: { 'wandb-history.jsonl': { offset: 0, content: linesFrom(0, 4) } } });
    const unasked = { base: null, origin: 'abcdefgh01234567' };
    await send(archiveOf(0, 3, unasked));
    expect(rowsIn()).toEqual(numbered([...linesFrom(0, 4), ...linesFrom(0, 3)]));
    expect(stored().config['_wandb']).toMatchObject({
      value: { origins: { abcdefgh01234567: { history: 4, events: 0, output: 0 } } },
    });
    await send(archiveOf(0, 6, unasked));
    await send(archiveOf(0, 3, { base: null, origin: 'another' }));
    await send(archiveOf(0, 6, unasked));
    expect(rowsIn()).toEqual(numbered([...linesFrom(0, 4), ...linesFrom(0, 6), ...linesFrom(0, 3)]));
  });

  it('that is a fork whose page had not asked, goes after the rows that it inherits here, once', async () => {
    await server.createRun('p', 'parent');
    const parent = linesFrom(0, 9);
    await server.fileStream('p', 'parent', { files: { 'wandb-history.jsonl': { offset: 0, content: parent } } });
    const record = recordOf({ id: 'r1', project: 'p', forkedFrom: { run: 'parent', step: 5 } });
    const fork = archiveOf(0, 3, { record, base: null, origin: 'abcdefgh01234567' });
    expect(await send(fork)).toMatchObject({ lines: 3, missing: 0 });
    expect(await send(fork)).toMatchObject({ lines: 0 });
    expect(rowsIn()).toEqual(numbered([...parent.slice(0, 6), ...linesFrom(0, 3)]));
    expect(stored().config['_wandb']).toMatchObject({
      value: {
        branch_point: { run_id: 'parent', step: 5 },
        origins: { abcdefgh01234567: { history: 6, events: 0, output: 0 } },
      },
    });
  });

  it('has its alerts once, also when its page tells of them later', async () => {
    const alert = {
      title: 'Loss is NaN',
      text: 'at 3',
      level: 'ERROR' as const,
      waitDuration: 0,
      at: 1_700_000_030_000,
    };
    const archive = archiveOf(0, 1, { alerts: [alert, { ...alert, at: alert.at + 1000 }] });
    await send(archive);
    await send(archive);
    const tell = (text: string) =>
      server.graphql(
        `mutation($text: String!) { notifyScriptableRunAlert(input: { entityName: "local", projectName: "p", runName: "r1", title: "Loss is NaN", text: $text, severity: ERROR }) { success } }`,
        { text },
      );
    await tell('at 3');
    await tell('at 3');
    expect((await times()).alerts.map(({ createdAt }) => createdAt)).toEqual([
      '2023-11-14T22:13:50.000Z',
      '2023-11-14T22:13:51.000Z',
    ]);
    await tell('at 9');
    expect((await times()).alerts).toHaveLength(3);
    await send(archive);
    expect((await times()).alerts).toHaveLength(3);
  });
});
