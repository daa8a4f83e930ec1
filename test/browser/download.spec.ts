import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect, test } from '../support/fixtures';
import { basicAuthorization } from '../../src/wire/index';
import { NETWORK_COMPLAINTS, newPage } from '../support/browser';
import { compareRows, isExact, readStored, readWhole, type LoggedRow } from '../support/oracle';
import { openRun, type Stage } from '../support/stage';

const run = promisify(execFile);
const COMMAND = resolve('dist/command.js');

let stage: Stage;
let folder: string;
test.beforeEach(({ stage: opened }) => {
  stage = opened;
  folder = mkdtempSync(join(tmpdir(), 'spoor-download-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ROWS = 3_000;

/** Rows with every kind of number, and a picture in each hundredth. */
async function logMuch(page: Page, from = 0, to = ROWS): Promise<void> {
  await page.evaluate(
    async ([first, last]) => {
      for (let i = first!; i < last!; i++) {
        const values: Record<string, unknown> = {
          loss: i % 10 === 0 ? NaN : 1 / (i + 1),
          up: i % 7 === 0 ? Infinity : i,
          text: `"ü" \\ ${i}`,
        };
        if (i % 100 === 0) {
          const canvas = document.createElement('canvas');
          canvas.width = canvas.height = 32;
          const pencil = canvas.getContext('2d')!;
          pencil.fillStyle = `rgb(${i % 256} ${i % 200} 90)`;
          pencil.fillRect(0, 0, i % 32, 32);
          values['picture'] = new window.spoor.Image(canvas);
        }
        window.run.log(values);
      }
    },
    [from, to],
  );
}

function logged(from = 0, to = ROWS): LoggedRow[] {
  return Array.from({ length: to - from }, (_, index) => {
    const i = from + index;
    return {
      step: i,
      values: { loss: i % 10 === 0 ? NaN : 1 / (i + 1), up: i % 7 === 0 ? Infinity : i, text: `"ü" \\ ${i}` },
    };
  });
}

/** Saves the file that the page makes, as a user does. */
async function download(page: Page, what: 'the open run' | 'the stored run'): Promise<string> {
  const saving = page.waitForEvent('download');
  await page.evaluate(async (source) => {
    const file = await window.spoor.exportRun(source === 'the open run' ? window.run : (await window.spoor.runs())[0]!);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
  }, what);
  const saved = await saving;
  const path = join(folder, saved.suggestedFilename());
  await saved.saveAs(path);
  return path;
}

const importInto = async (data: string, ...files: string[]) =>
  (await run(process.execPath, [COMMAND, 'import', ...files, '--data', data])).stdout;

async function post(archive: string): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(`${stage.server.url}/api/import`, {
    method: 'POST',
    body: readFileSync(archive),
    headers: { authorization: basicAuthorization(stage.server.key) },
  });
  return { status: response.status, answer: await response.json() };
}

function expectExact(data: string, id: string, rows: LoggedRow[], pictures: number): void {
  const stored = readStored(data, 'stage', id)!;
  expect(
    isExact(compareRows(rows, stored.lines, stored.files)),
    JSON.stringify(compareRows(rows, stored.lines, stored.files)).slice(0, 500),
  ).toBe(true);
  expect(stored.lines).toHaveLength(rows.length);
  expect(stored.files.filter((name) => name.startsWith('media/'))).toHaveLength(pictures);
}

test.describe('a run that was logged offline, as a file', () => {
  for (const what of ['the open run', 'the stored run'] as const) {
    test(`of ${what} is imported by the command and by a running server, row by row and file by file; then the page delivers it, and nothing is doubled`, async () => {
      const page = await stage.openPage();
      stage.proxy.cut();
      const id = await openRun(page, {
        name: 'from the field',
        config: { lr: NaN },
        tags: ['offline'],
        settings: { pageMetricsInterval: 200 },
      });
      await logMuch(page);
      await page.evaluate(() => {
        window.run.summary['best'] = Infinity;
        window.run.alert({ title: 'from offline' });
      });
      if (what === 'the stored run') await page.evaluate(() => window.run.finish());
      const archive = await download(page, what);
      expect(archive).toBe(join(folder, `stage-${id}.spoor`));

      const data = join(folder, 'data');
      expect(await importInto(data, archive)).toMatch(new RegExp(`local/stage/${id}, \\d+ lines and 30 files added`));
      expectExact(data, id, logged(), 30);
      const alone = readWhole(data, 'stage', id)!;
      expect(await importInto(data, archive)).toContain('nothing new');
      expect(readWhole(data, 'stage', id)).toEqual(alone);

      expect(await post(archive)).toMatchObject({ status: 200, answer: { run: id, files: 30, missing: 0 } });
      expectExact(stage.data, id, logged(), 30);
      const imported = readWhole(stage.data, 'stage', id)!;
      expect(imported).toEqual(alone);
      expect(imported).toMatchObject({
        state: what === 'the stored run' ? 'finished' : 'interrupted',
        summary: { best: Infinity, up: ROWS - 1 },
      });

      stage.proxy.mend();
      await page.evaluate(() => window.run.finish());
      await page.evaluate(() => window.spoor.sync().catch(() => undefined));
      await stage.expectStored(id, logged());
      expectExact(stage.data, id, logged(), 30);
      // A run whose end could not be delivered at once is tried again, and runs until then.
      await expect.poll(() => readWhole(stage.data, 'stage', id)!.state).toBe('finished');
      const { events, files, summary } = readWhole(stage.data, 'stage', id)!;
      // The page has gone on sampling itself.
      expect(events.slice(0, imported.events.length)).toEqual(imported.events);
      expect({ files, summary }).toEqual({ files: imported.files, summary: imported.summary });
      const { project } = await stage.graphql<{ project: { run: { alerts: object[] } } }>(
        'query($run: String!) { project(name: "stage", entityName: "local") { run(name: $run) { alerts { title } } } }',
        { run: id },
      );
      expect(project.run.alerts).toEqual([{ title: 'from offline' }]);
      // It has nothing that the server lacks now.
      expect(await post(archive)).toMatchObject({ status: 200, answer: { lines: 0, files: 0, missing: 0 } });
      expectExact(stage.data, id, logged(), 30);
    });
  }

  test('with an id of its own, of a run that another browser has begun: its rows come after those, once', async () => {
    const first = await stage.openPage();
    const id = await openRun(first, { id: 'shared-1' });
    await logMuch(first, 0, 50);
    await first.evaluate(() => window.run.finish());

    const second = await stage.openPage();
    stage.proxy.cut();
    await openRun(second, { id, settings: { resumeTimeout: 200 } });
    await logMuch(second, 0, 250);
    const archive = await download(second, 'the open run');
    stage.proxy.mend();
    const rows = [...logged(0, 50), ...logged(0, 250)];
    // The page delivers as soon as it can, the file is imported at the same time: whichever is first.
    await post(archive);
    await second.evaluate(() => window.run.finish());
    await post(archive);
    const stored = stage.stored(id)!;
    expect(stored.lines).toHaveLength(rows.length);
    expect(compareRows(rows, stored.lines, stored.files)).toMatchObject({
      lost: [],
      doubled: [],
      altered: [],
      unknown: [],
      gaps: [],
    });
  });

  test('of which the server has the first part gets the rest', async () => {
    const page = await stage.openPage();
    const id = await openRun(page);
    await logMuch(page, 0, 500);
    await page.evaluate(() => window.run.synced());
    stage.proxy.cut();
    await logMuch(page, 500, 1_200);
    const archive = await download(page, 'the open run');
    await page.context().close();
    expect(await post(archive)).toMatchObject({ status: 200, answer: { missing: 0, files: 7 } });
    expectExact(stage.data, id, logged(0, 1_200), 12);
    // Elsewhere only the second part can be known.
    const data = join(folder, 'elsewhere');
    expect(await importInto(data, archive)).toMatch(/\d+ lines before these are not here/);
    expect(readStored(data, 'stage', id)!.lines.map(({ number }) => number)).toEqual(
      Array.from({ length: 700 }, (_, i) => 500 + i),
    );
  });
});

test.describe('spoor import', () => {
  test('says what is wrong, tries the other files, and says that a running server has its data for itself', async () => {
    const page = await stage.openPage();
    stage.proxy.cut();
    const id = await openRun(page);
    await logMuch(page, 1, 20);
    const archive = await download(page, 'the open run');
    const bad = join(folder, 'bad.spoor');
    writeFileSync(bad, 'hello');
    const data = join(folder, 'data');
    const failed = await importInto(data, bad, archive, join(folder, 'none.spoor')).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    expect(failed).toMatchObject({
      stdout: expect.stringContaining(`local/stage/${id}`),
      stderr: expect.stringMatching(/none\.spoor: there is no such file[\s\S]*bad\.spoor: .*not packed with gzip/),
    });
    await expect(importInto(stage.data, archive)).rejects.toMatchObject({
      stderr: expect.stringContaining('import through it with --server'),
    });
    const { stdout } = await run(process.execPath, [COMMAND, 'import', archive, '--server', stage.server.loginUrl]);
    expect(stdout).toContain(`local/stage/${id}`);
    await expect(
      run(process.execPath, [COMMAND, 'import', bad, '--server', stage.server.url, '--data', stage.data]),
    ).rejects.toMatchObject({
      stderr: expect.stringContaining('not packed with gzip'),
    });
  });
});

test.describe('the dashboard', () => {
  test('takes a file by its button and by a drop, leads to the run, and says what is wrong', async () => {
    const page = await stage.openPage();
    stage.proxy.cut();
    const id = await openRun(page);
    await logMuch(page, 1, 50);
    const archive = await download(page, 'the open run');
    const bad = join(folder, 'bad.spoor');
    writeFileSync(bad, 'hello');

    const watched = await newPage(stage.browser, { expect: NETWORK_COMPLAINTS });
    const dashboard = watched.page;
    await dashboard.goto(stage.server.loginUrl);
    const choosing = dashboard.waitForEvent('filechooser');
    await dashboard.getByRole('button', { name: 'Import a run' }).click();
    await (await choosing).setFiles([archive, bad]);
    await dashboard.getByText(`stage / ${id}`).waitFor();
    await dashboard.getByText(/bad\.spoor:.*not packed with gzip/).waitFor();
    expectExact(
      stage.data,
      id,
      logged(1, 50).map((row) => ({ ...row, step: row.step - 1 })),
      0,
    );

    const transfer = await dashboard.evaluateHandle(
      (bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], 'again.spoor'));
        return data;
      },
      [...readFileSync(archive)],
    );
    await dashboard.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await dashboard.getByText(/: nothing new/).waitFor();
    await dashboard.getByRole('link', { name: `stage / ${id}` }).click();
    await dashboard.waitForURL(`**/stage/runs/${id}`);
    watched.assertQuiet();
    await dashboard.context().close();
  });
});
