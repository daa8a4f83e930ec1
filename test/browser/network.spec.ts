import { expect, test } from '../support/fixtures';
import { always, inOrder, type Fault } from '../support/proxy';
import { logRows, openRun, rows } from '../support/stage';

const FILE_STREAM = /file_stream$/;

test.describe('a network that fails', () => {
  test('offline, then online: what was logged without a network arrives when it is back', async ({
    stage,
    network,
  }) => {
    const page = await stage.openPage();
    network.cut();
    const id = await openRun(page);
    await logRows(page, 0, 3_000);
    await page.evaluate(() => window.run.flush());
    const offline = await page.evaluate(() => window.run.status());
    expect(offline).toMatchObject({
      logged: 3_000,
      journaled: 3_000,
      acknowledged: 0,
      dropped: {},
      storage: 'indexeddb',
      worker: 'inline',
    });
    await expect.poll(() => page.evaluate(() => window.run.status().link)).toBe('waiting');
    expect((await page.evaluate(() => window.run.status())).problem).toMatchObject({ code: 'unreachable' });
    expect(stage.stored(id)).toBeNull();

    network.mend();
    await logRows(page, 3_000, 3_500);
    await page.evaluate(() => window.run.synced());
    await stage.expectStored(id, rows(0, 3_500));
    expect(await page.evaluate(() => window.run.status())).toMatchObject({
      acknowledged: 3_500,
      link: 'online',
      problem: null,
    });
  });

  const faults: [string, (Fault | null)[]][] = [
    [
      'answers 500',
      [{ kind: 'answer', status: 500 }, { kind: 'answer', status: 500 }, null, { kind: 'answer', status: 503 }],
    ],
    ['answers 429 with Retry-After', [{ kind: 'answer', status: 429, headers: { 'retry-after': '1' } }, null]],
    ['resets the connection before it reads', [{ kind: 'refuse' }, { kind: 'refuse' }, null]],
    [
      'resets in the middle of the request',
      [{ kind: 'reset-request', bytes: 1_000 }, null, { kind: 'reset-request', bytes: 50_000 }],
    ],
    [
      'stores the rows and drops its answer',
      [{ kind: 'drop-answer' }, { kind: 'drop-answer' }, null, { kind: 'drop-answer' }],
    ],
    ['answers by half', [{ kind: 'half-answer' }, null, { kind: 'half-answer' }]],
    ['gets every request twice', [{ kind: 'twice' }, { kind: 'twice' }]],
    [
      'sits behind a captive portal',
      [{ kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Sign in</p>' }, null],
    ],
    [
      'answers 413 until the request is small',
      [{ kind: 'answer', status: 413 }, { kind: 'answer', status: 413 }, null, { kind: 'answer', status: 413 }],
    ],
  ];

  for (const [name, plan] of faults) {
    test(`a server that ${name}`, async ({ stage, network }) => {
      const page = await stage.openPage();
      const before = network.seen.length;
      network.plan = inOrder(FILE_STREAM, plan);
      const id = await openRun(page, { settings: { transmitInterval: 50 } });
      for (let from = 0; from < 2_000; from += 500) {
        await logRows(page, from, from + 500);
        await page.waitForTimeout(80);
      }
      await page.evaluate(() => window.run.synced());
      const { delivered } = await page.evaluate(() => window.run.finish());
      // When a fault strikes the last request, finish() says so, and the page goes on trying.
      if (!delivered) await page.evaluate(() => window.run.synced());
      network.plan = null;

      await stage.expectStored(id, rows(0, 2_000));
      expect(stage.stored(id)).toMatchObject({ state: 'finished', summary: { batch: 1_999, _step: 1_999 } });
      // The fault must have struck, or this test says nothing.
      const struck = network.seen.slice(before).filter(({ fault }) => fault !== null);
      expect(struck.length).toBeGreaterThanOrEqual(plan.filter(Boolean).length);
      expect(await page.evaluate(() => window.run.status().dropped)).toEqual({});
    });
  }

  test('a server that says 401: sending pauses, writing goes on, and a page later delivers it', async ({
    stage,
    network,
  }) => {
    const page = await stage.openPage();
    network.plan = always(FILE_STREAM, { kind: 'answer', status: 401, body: '{"errors":[{"message":"no"}]}' });
    const id = await openRun(page, { id: 'refused-1' });
    await logRows(page, 0, 100);
    await expect.poll(() => page.evaluate(() => window.run.status().link)).toBe('refused');
    await logRows(page, 100, 200);
    await page.evaluate(() => window.run.flush());
    expect(await page.evaluate(() => window.run.status())).toMatchObject({
      journaled: 200,
      dropped: {},
      problem: { code: 'unauthorized' },
    });

    network.plan = null;
    await page.reload();
    expect(await openRun(page, { id: 'refused-1' })).toBe(id);
    await stage.expectStored(id, rows(0, 200));
  });
});
