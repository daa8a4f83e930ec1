import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../support/fixtures';
import { startChromiumProcess } from '../support/browser-process';
import { logRows, openRun, rows } from '../support/stage';

const wholeSecond = () => Math.floor(Date.now() / 1_000) * 1_000;

test.describe('what this browser holds', () => {
  test("resume: 'auto' continues after a crash of the browser, with the right step", async ({ stage }) => {
    const profile = mkdtempSync(join(tmpdir(), 'spoor-profile-'));
    try {
      const first = await startChromiumProcess(profile);
      const page = await first.newPage();
      await page.goto(stage.pageUrl());
      stage.proxy.cut();
      const id = await openRun(page, { resume: 'auto' });
      await logRows(page, 0, 300);
      await page.evaluate(() => window.run.flush());
      await first.kill();
      stage.proxy.mend();

      const second = await startChromiumProcess(profile);
      const again = await second.newPage();
      await again.goto(stage.pageUrl());
      expect(await openRun(again, { resume: 'auto' })).toBe(id);
      expect(await again.evaluate(() => [window.run.startingStep, window.run.resumed])).toEqual([300, true]);
      await logRows(again, 300, 500);
      await again.evaluate(() => window.run.synced());
      await second.kill();
      await stage.expectStored(id, rows(0, 500));
    } finally {
      rmSync(profile, { recursive: true, force: true });
    }
  });

  test('a run whose page was closed is delivered as interrupted, with its true last moment, and runs again when it is resumed', async ({
    stage,
  }) => {
    const first = await stage.openPage();
    stage.proxy.cut();
    const opened = wholeSecond();
    const id = await openRun(first);
    await logRows(first, 0, 100);
    await first.evaluate(() => window.run.flush());
    const second = await first.context().newPage();
    await first.close();
    const closed = wholeSecond();
    // So that the moment of the delivery is another.
    await expect.poll(wholeSecond).toBeGreaterThan(closed);
    stage.proxy.mend();
    await second.goto(stage.pageUrl());
    await openRun(second);
    await expect.poll(async () => (await stage.run(id))?.state).toBe('interrupted');
    const { heartbeatAt } = (await stage.run(id))!;
    expect(Date.parse(heartbeatAt)).toBeGreaterThanOrEqual(opened);
    expect(Date.parse(heartbeatAt)).toBeLessThan(closed + 1_000);
    await stage.expectStored(id, rows(0, 100));
    await openRun(second, { id });
    await second.evaluate(() => window.run.synced());
    expect((await stage.run(id))!.state).toBe('running');
  });

  test('runs() lists what waits, sync() delivers it, deleteRun() forgets it', async ({ stage }) => {
    const page = await stage.openPage();
    stage.proxy.cut();
    const id = await openRun(page, { name: 'left behind' });
    await logRows(page, 0, 40);
    await page.evaluate(() => window.run.finish());
    await page.reload();
    const list = () => page.evaluate(() => window.spoor.runs());
    expect(await list()).toMatchObject([
      { id, name: 'left behind', exitCode: 0, delivered: false, waiting: { rows: 40 } },
    ]);
    expect(await page.evaluate(() => window.spoor.sync().catch((error: { code: string }) => error.code))).toBe(
      'unreachable',
    );
    stage.proxy.mend();
    expect(await page.evaluate(() => window.spoor.sync())).toEqual({ delivered: 1, waiting: 0 });
    await stage.expectStored(id, rows(0, 40));
    expect(await list()).toMatchObject([{ id, delivered: true, waiting: { rows: 0, files: 0, bytes: 0 } }]);
    await page.evaluate(async () => window.spoor.deleteRun((await window.spoor.runs())[0]!));
    expect(await list()).toEqual([]);
  });
});

test.describe('what may be kept', () => {
  test('nothing leaves the page before consent; then everything arrives', async ({ stage }) => {
    const page = await stage.openPage();
    const id = await openRun(page, { consent: 'pending' });
    await logRows(page, 0, 50);
    // As long as it takes another page to have its rows delivered.
    const other = await stage.openPage();
    await openRun(other);
    await logRows(other, 0, 50);
    await other.evaluate(() => window.run.synced());
    const traces = () =>
      page.evaluate(async () => [(await indexedDB.databases()).length, Object.keys(localStorage).length]);
    expect(await traces()).toEqual([0, 0]);
    expect(stage.stored(id)).toBeNull();
    await page.evaluate(() => window.run.setConsent('granted'));
    await logRows(page, 50, 60);
    await page.evaluate(() => window.run.synced());
    await stage.expectStored(id, rows(0, 60));
  });

  test('nothing remains of a run that was denied, also when the page goes away', async ({ stage }) => {
    const page = await stage.openPage();
    await openRun(page, { consent: 'pending' });
    await logRows(page, 0, 50);
    await page.evaluate(() => window.run.setConsent('denied'));
    await logRows(page, 50, 60);
    expect((await page.evaluate(() => window.run.status())).dropped).toEqual({ 'consent-denied': 60 });
    await page.reload();
    expect(
      await page.evaluate(async () => [(await indexedDB.databases()).length, Object.keys(localStorage).length]),
    ).toEqual([0, 0]);
  });

  test('no token is in the journal', async ({ stage }) => {
    const page = await stage.openPage();
    const secret = 'a-token-that-nobody-should-find-0123456789';
    await page.evaluate(async (token) => {
      window.run = await window.spoor.init({ project: 'stage', token: () => token, mode: 'online' });
      window.run.log({ a: 1 });
      await window.run.flush();
    }, secret);
    await expect.poll(() => page.evaluate(() => window.run.status().link)).toBe('refused');
    const kept = await page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('spoor');
        opening.addEventListener('success', () => resolve(opening.result));
        opening.addEventListener('error', () => reject(new Error('no database')));
      });
      const everything = await Promise.all(
        [...db.objectStoreNames].map(
          (name) =>
            new Promise<unknown>((resolve) => {
              const reading = db.transaction(name).objectStore(name).getAll();
              reading.addEventListener('success', () => resolve(reading.result));
            }),
        ),
      );
      return JSON.stringify([everything, Object.entries(localStorage)]);
    });
    expect(kept).toContain('\\"a\\":1');
    expect(kept).not.toContain(secret);
  });
});
