import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { CREATE_RUN_FILES, type CreateRunFilesResult } from '../../src/backend/wandb/operations';
import type { Row } from '../../src/wire/index';
import { startTestServer, type TestServer } from '../support/server';
import { clients } from './clients';
import { expectSame, exportRuns, logTo, offlineRuns, START, throughServer } from './exported';
import { test, type InteropServer } from './suite';
import { readWhole } from './whole-run';

/** Where runs are taken from; the server of the fixture is where they go. */
let source: TestServer;
let folder: string;
beforeAll(async () => {
  source = await startTestServer();
  folder = mkdtempSync(join(tmpdir(), 'spoor-export-'));
  await logByWire(source);
});
afterAll(async () => {
  await source[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const BIG = Buffer.alloc(5_000_000, 'five megabytes ');
const FILES: Record<string, string | Buffer> = {
  'empty.bin': '',
  'big.bin': BIG,
  'media/images/ünï cödé/loss_3_ab#?%2e.png': 'png',
  'deep/er/text.txt': 'text',
};
/** A run with all that a line, a config and a file can be, by the wire alone. */
async function logByWire(server: TestServer): Promise<void> {
  const long = 'y'.repeat(200_000);
  const line = (step: number, rest: string) =>
    `{"_step":${step},"_runtime":${step + 0.25},"_timestamp":${START + step + 0.25},${rest}}`;
  await server.createRun('wire', 'run-1', {
    displayName: 'by "wire" ü',
    notes: 'no\ntes',
    tags: ['x', 'ключ'],
    groupName: 'group',
    jobType: 'job',
    host: 'page',
    sweep: 'sweep1',
    commit: 'abc',
    config: `{"lr":{"value":0.1},"big":{"value":9223372036854775807},"nan":{"value":NaN},"plain":5,"nested":{"value":{"a":{"b":[1,{"c":null}]}},"desc":null},
      "_wandb":{"value":{"cli_version":"0.1.0","framework":"tfjs","t":{"3":[13],"5":"0.1.0"},"m":[{"1":"loss","6":[3],"7":[1]},{"1":"val/x","5":1,"6":[1,3],"7":[]}]}}}`,
  });
  const history = [
    line(0, '"loss":0.5,"big":9223372036854775807,"least":-9223372036854775808,"odd":9007199254740993'),
    line(1, '"nan":NaN,"up":Infinity,"down":-Infinity,"minus":-0.0,"one":1.0,"tiny":5e-324,"third":0.3333333333333333'),
    line(2, '"ключ/a.b":"ünï","🎈":1,"quote\\"d":"a\\\\b\\n\\u2028<&>","nul":null,"yes":true,"list":[]'),
    line(3, '"nested":{"a":{"b":1,"c":[1,2,{"d":NaN}]}},"a.b":1'),
    line(5, `"long":"${long}","loss":0.3`),
    line(9, '"loss":0.25'),
  ];
  const events = [0.123456, 15.5].map(
    (time) =>
      `{"_wandb":true,"_timestamp":${START + time},"_runtime":${time},"system.cpu":5.5,"system.gpu.0.memory":12884901888}`,
  );
  await server.fileStream('wire', 'run-1', {
    files: {
      'wandb-history.jsonl': { offset: 0, content: history },
      'wandb-events.jsonl': { offset: 0, content: events },
      'output.log': {
        offset: 0,
        content: [
          '2026-11-24T05:43:29.976588 hello',
          'ERROR 2026-11-24T05:43:30.976588 ünï',
          'plain',
          '',
          '\u001b[31mred\u001b[0m',
        ],
      },
      'wandb-summary.json': {
        offset: 0,
        content: [
          '{"loss":0.25,"big":9223372036854775807,"n":{"a":NaN},"_step":9,"_runtime":20,"_wandb":{"runtime":20},"acc":{"max":4}}',
        ],
      },
    },
    complete: true,
    exitcode: 3,
  });
  const names = Object.keys(FILES);
  const answer = await server.graphql<CreateRunFilesResult>(CREATE_RUN_FILES, {
    entity: 'local',
    project: 'wire',
    run: 'run-1',
    files: names,
  });
  for (const { name, uploadUrl } of answer.data!.createRunFiles.files)
    await fetch(uploadUrl!, { method: 'PUT', body: FILES[name]! as string });
}

/**
 * Exports with the built command, through the server, which has its data for itself. Returns the folders of the runs.
 */
async function exported(...runs: string[]): Promise<string[]> {
  const target = mkdtempSync(join(folder, 'exported-'));
  await exportRuns('--wandb', target, ...throughServer(source), ...runs);
  return offlineRuns(target);
}

describe(clients.wandb, () => {
  test('syncs an exported run of its own', async ({ server }) => {
    const { result } = await server.python('logs_everything.py', { server: source });
    const id = String(result['id']);
    await server.wandb(['sync', ...(await exported('everything'))]);
    const here = await readWhole(source, 'everything', id);
    expect(here.history).toHaveLength(24);
    expect([...here.files.keys()].filter((name) => name.startsWith('media/'))).toHaveLength(3);
    expectSame(await readWhole(server, 'everything', id), here);
    expect(source.reported).toEqual([]);
  });

  test('syncs an exported run of a page, and once only', async ({ server }) => {
    const [run] = await exported('wire/run-1');
    await server.wandb(['sync', run!]);
    const here = await readWhole(source, 'wire', 'run-1');
    const first = await readWhole(server, 'wire', 'run-1');
    expectSame(first, here);
    expect(first.files.get('big.bin')).toBe(createHash('sha256').update(BIG).digest('hex'));
    expect(first.history[0]).toMatchObject({
      big: 'whole number 9223372036854775807',
      odd: 'whole number 9007199254740993',
    });

    const { output } = await server.wandb(['sync', run!]);
    expect(output).toContain('No runs to sync');
    expect(await readWhole(server, 'wire', 'run-1')).toEqual(first);
  });

  test('syncs a run that was preempted as one', async ({ server }) => {
    await source.createRun('preempted', 'gone');
    const history = {
      'wandb-history.jsonl': { offset: 0, content: [`{"_step":0,"_timestamp":${START},"_runtime":0,"loss":1}`] },
    };
    await source.fileStream('preempted', 'gone', { files: history, preempting: true, complete: true, exitcode: 1 });
    await server.wandb(['sync', ...(await exported('preempted/gone'))]);
    const { data } = await server.graphql<{ project: { run: object } }>(
      '{ project(name: "preempted") { run(name: "gone") { state exitcode } } }',
    );
    expect(data!.project.run).toEqual({ state: 'preempted', exitcode: 1 });
  });

  test('syncs a downloaded run', async ({ server }) => {
    await logTo(source, 'down"löad', 'r ü', 3);
    const response = await source.fetch(
      `/api/runs/local/${encodeURIComponent('down"löad')}/${encodeURIComponent('r ü')}/wandb.zip`,
    );
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="offline-run-\d{8}_\d{6}-r _\.zip"; filename\*=UTF-8''offline-run-\d{8}_\d{6}-r%20%C3%BC\.zip$/,
    );
    const target = unpacked(server, Buffer.from(await response.arrayBuffer()));
    await server.wandb(['sync', ...offlineRuns(await target)]);
    expectSame(await readWhole(server, 'down"löad', 'r ü'), await readWhole(source, 'down"löad', 'r ü'));
  });

  test('downloads what the command exports', async ({ server }) => {
    const [run] = await exported('wire');
    const response = await source.fetch('/api/runs/local/wire/run-1/wandb.zip');
    const [other] = offlineRuns(await unpacked(server, Buffer.from(await response.arrayBuffer())));
    expect(await hashesIn(other!)).toEqual(await hashesIn(run!));
  });

  test('syncs runs of 0, 1 and 20,000 lines', async ({ server }) => {
    for (const lines of [0, 1, 20_000]) await logTo(source, 'sizes', `lines-${lines}`, lines);
    await server.wandb(['sync', ...(await exported('sizes'))]);
    for (const lines of [0, 1, 20_000]) {
      const here = await readWhole(source, 'sizes', `lines-${lines}`);
      expect(here.history).toHaveLength(lines);
      expectSame(await readWhole(server, 'sizes', `lines-${lines}`), here);
    }
  });

  test('syncs a run that goes on as failed', async ({ server }) => {
    await source.createRun('under-way', 'r');
    const line = (step: number) => `{"_step":${step},"_runtime":${step},"_timestamp":${START + step}}`;
    // Line 1 has not come yet, and one is not of W&B's.
    await source.fileStream('under-way', 'r', { files: { 'wandb-history.jsonl': { offset: 0, content: [line(0)] } } });
    await source.fileStream('under-way', 'r', {
      files: { 'wandb-history.jsonl': { offset: 2, content: [line(2), 'no JSON', line(3)] } },
    });
    await server.wandb(['sync', ...(await exported('under-way'))]);
    expect(await readWhole(server, 'under-way', 'r')).toMatchObject({
      state: 'failed',
      exitcode: 1,
      history: [{ _step: 0 }, { _step: 2 }, { _step: 3 }],
    });
  });

  test('reads every record of an exported log', async ({ server }) => {
    const [run] = await exported('wire');
    const { result } = await server.python('read_log.py', { args: [join(run!, 'run-run-1.wandb')] });
    expect(result).toEqual({
      kinds: {
        header: 1,
        run: 1,
        telemetry: 1,
        metric: 2,
        history: 6,
        stats: 2,
        output_raw: 5,
        summary: 1,
        files: 1,
        exit: 1,
      },
      inOrder: true,
      unknown: 0,
    });
  });

  test('reads a synced run with Api()', async ({ server }) => {
    await server.wandb(['sync', '--id', 'read-back', ...(await exported('wire'))]);
    const { result } = await server.python('read_run.py', { args: ['local/wire/read-back'] });
    expect(result).toMatchObject({
      state: 'failed',
      name: 'by "wire" ü',
      tags: ['x', 'ключ'],
      notes: 'no\ntes',
      group: 'group',
      jobType: 'job',
      config: { lr: 0.1, nan: NaN, plain: 5, nested: { a: { b: [1, { c: null }] } } },
      summary: { loss: 0.25, n: { a: NaN }, acc: { max: 4 } },
      files: expect.arrayContaining(Object.keys(FILES)),
    });
    expect((result['rows'] as Row[]).map((row) => row['_step'])).toEqual([0, 1, 2, 3, 5, 9]);
    expect((result['rows'] as Row[])[2]).toMatchObject({ 'ключ/a.b': 'ünï', '🎈': 1 });
  });
});

/** Unpacks with a reader that is not ours. */
async function unpacked(server: InteropServer, archive: Buffer): Promise<string> {
  const target = mkdtempSync(join(folder, 'unpacked-'));
  const file = join(folder, `${target.slice(-6)}.zip`);
  writeFileSync(file, archive);
  await server.python('unpack.py', { args: [file, target] });
  return target;
}

async function hashesIn(path: string): Promise<Map<string, string>> {
  const { stdout } = await promisify(execFile)('sh', ['-c', 'find . -type f -exec sha256sum {} +'], { cwd: path });
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)] as const),
  );
}
