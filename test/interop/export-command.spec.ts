import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { startTestServer, type TestServer } from '../support/server';
import { clients } from './clients';
import { expectSame, exportRuns, logTo, offlineRuns, throughServer } from './exported';
import { test } from './suite';
import { readWhole } from './whole-run';

let source: TestServer;
let folder: string;
beforeAll(async () => {
  source = await startTestServer();
  folder = mkdtempSync(join(tmpdir(), 'spoor-export-'));
  await logTo(source, 'p', 'r', 3);
});
afterAll(async () => {
  await source[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe(clients.spoor, () => {
  test('exports from a data folder', async ({ server }) => {
    const data = mkdtempSync(join(folder, 'data-'));
    const other = await startTestServer({ data });
    await logTo(other, 'closed', 'r', 10);
    const whole = await readWhole(other, 'closed', 'r');
    await other.createRun('odd', 'r2');
    await other.fileStream('odd', 'r2', {
      files: { 'wandb-history.jsonl': { offset: 0, content: ['{}', 'no JSON', '[1]'] } },
    });
    await expect(exportRuns('--wandb', join(folder, 'never'), '--data', data)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('through it with --server'),
    });
    await other.close();

    const target = join(folder, 'new', 'folder');
    const { stdout } = await exportRuns('--wandb', target, '--data', data, 'local/closed/r');
    expect(stdout).toContain('local/closed/r: 10 lines, 0 files');
    expect(stdout).toContain(`wandb sync ${target}/offline-run-`);
    await server.wandb(['sync', ...offlineRuns(target)]);
    expectSame(await readWhole(server, 'closed', 'r'), whole);
    const odd = await exportRuns('--wandb', target, '--data', data, 'odd');
    expect(odd).toMatchObject({
      stdout: expect.stringContaining('local/odd/r2: 3 lines'),
      stderr: expect.stringContaining('2 of the lines'),
    });
  });

  test('exports no run over another', async () => {
    const target = join(folder, 'twice');
    await exportRuns('--wandb', target, ...throughServer(source), 'p');
    const [run] = offlineRuns(target);
    writeFileSync(join(run!, 'mine'), '');
    await expect(exportRuns('--wandb', target, ...throughServer(source), 'p')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--overwrite'),
    });
    expect(readdirSync(run!)).toContain('mine');
    await exportRuns('--wandb', target, '--overwrite', ...throughServer(source), 'p');
    expect(readdirSync(run!).sort()).toEqual(['run-r.wandb']);
    expect(readdirSync(target)).toHaveLength(1);
  });

  test('says what to do when it cannot export', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    mkdirSync(join(folder, 'no-data'), { recursive: true });
    const target = ['--wandb', join(folder, 'unused')];
    const cases: [string[], RegExp][] = [
      [[], /required option '--wandb <folder>'/],
      [[...target, ...throughServer(source), 'p/none'], /no run or project "p\/none"/],
      [['--wandb', join(folder, 'a-file', 'x'), ...throughServer(source), 'p'], /cannot be written to .*--wandb/],
      [[...target, '--data', join(folder, 'no-data')], /no runs in .*--data/],
      [[...target, '--data', join(folder, 'no-data'), '--server', source.url], /no key in .*--key/],
      [[...target, '--server', source.url, '--key', 'x'.repeat(40)], /key or token is missing, wrong or expired/],
      [[...target, '--server', 'http://127.0.0.1:1', '--key', 'x'], /no answer from http:\/\/127\.0\.0\.1:1/],
      [[...target, '--server', 'localhost', '--key', 'x'], /--server must look like/],
    ];
    for (const [args, words] of cases) {
      await expect(exportRuns(...args), args.join(' ')).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(words),
      });
    }
  });
});
