import * as tf from '@tensorflow/tfjs';
import type { InitOptions } from '../../../../src/index';
import { writeJournal, type JournalContent } from './journal-content';
import type { PinnedBrowser } from './pinned-page';
import type { ScriptedServer } from './scripted-server';

export interface Scene {
  browser: PinnedBrowser;
  server: ScriptedServer;
  /** Options of every run: rows are sent when somebody waits for them, and not before. */
  options: InitOptions;
}

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3]);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';

/** What the server knows of a run of W&B's Python client that a page goes on with. */
const KNOWN = {
  historyLineCount: 3,
  eventsLineCount: 1,
  logLineCount: 2,
  historyTail: '["{\\"loss\\":0.5,\\"_step\\":2}"]',
  eventsTail: null,
  summaryMetrics: '{"loss":{"min":0.5},"big":9007199254740993,"_step":2,"_runtime":7}',
  config: JSON.stringify({
    lr: { value: 0.5 },
    _wandb: {
      value: {
        t: { '5': '0.30.1', '13': 'linux' },
        m: [
          { '1': 'epoch', '6': [3], '7': [] },
          { '1': 'loss', '5': 1, '6': [1, 3], '7': [1, 3], '8': 1 },
        ],
        'digits/labels': { all: { type: 'digits/labels', key: 'all', value: { 0: 'zero' } } },
        origins: { elsewhere: { history: 1, events: 0, output: 0 } },
      },
    },
  }),
  tags: ['old'],
  notes: null,
};

/** One run of each kind, by what is said of it: each is carried out with the public API alone. */
export const KINDS: { [kind: string]: (scene: Scene) => Promise<void> } = {
  async 'plain rows, and the state of the page'({ browser, options }) {
    const { init } = await browser.open();
    const settings = { ...options.settings, pageMetricsInterval: 10_000 };
    const run = await init({
      ...options,
      settings,
      name: 'plain',
      notes: 'n',
      tags: ['a', 'b'],
      group: 'g',
      jobType: 'train',
    });
    await run.synced();
    browser.pass(1_500);
    run.log({ loss: 0.5, text: 'ü\u2028"', ok: true, nothing: null, list: [1, NaN, -Infinity], nested: { a: 1 } });
    run.log({ loss: NaN, big: 9007199254740993n }, { step: 10 });
    run.log({ more: 1 }, { step: 10, commit: true });
    await run.synced();
    browser.pass(500);
    await browser.end(10_000);
    run.log({ loss: 0.25 });
    await run.finish();
  },

  async 'config, summary, metrics and singletons'({ browser, options }) {
    const { init } = await browser.open();
    const run = await init({ ...options, entity: 'ann', config: { lr: 0.1, layers: [1, 2], nested: { deep: NaN } } });
    await run.synced();
    run.config['seed'] = 7;
    run.defineMetric('epoch', { hidden: true });
    run.defineMetric('val/*', { stepMetric: 'epoch', summary: ['min', 'mean'] });
    run.defineMetric('acc', { summary: 'best', goal: 'maximize', stepSync: false });
    run.addSingleton('digits/labels', 'all', { 0: 'zero', 1: 'one' });
    await run.synced();
    for (const [epoch, loss] of [3, 1, 2].entries())
      run.log({ epoch, 'val/loss': loss, acc: loss / 4, n: { a: epoch } });
    run.summary['note'] = 'by hand';
    run.summary.update({ best: { loss: 1 } });
    await run.synced();
    run.config.update({ lr: 0.2 });
    await run.finish({ exitCode: 3 });
  },

  async 'telemetry of a framework, and console'({ browser, options }) {
    const { init, fitCallbacks } = await browser.open();
    await tf.setBackend('cpu');
    // The first one says something on the console.
    tf.scalar(0).dispose();
    const run = await init({ ...options, settings: { ...options.settings, console: true } });
    await run.synced();
    fitCallbacks(run, { tf });
    await run.synced();
    console.log('two\nlines');
    console.warn('careful', { a: 1 });
    run.log({ loss: tf.scalar(0.5), values: new Float32Array([1, 0.1]) });
    await run.finish();
  },

  async 'images and a histogram'({ browser, options }) {
    const { init, Image, Histogram } = await browser.open();
    const run = await init(options);
    await run.synced();
    const png = () => new Image(new Blob([PNG]), { caption: 'a seven' });
    run.log({
      one: png(),
      'deep/many': [png(), new Image(new Blob([SVG]))],
      bins: new Histogram([1, 2, 2, 9], { bins: 3 }),
    });
    run.log({ nested: { picture: new Image(new Blob([SVG], { type: 'image/svg+xml' })) }, loss: 1 });
    await run.finish();
  },

  async 'an alert and saved files'({ browser, options }) {
    const { init } = await browser.open();
    const run = await init(options);
    await run.synced();
    run.alert({ title: 'Loss is NaN', text: 'Look at it.', level: 'ERROR', waitDuration: 5_000 });
    run.alert({ title: 'Just so' });
    await run.save(new Blob(['{"a":1}'], { type: 'application/json' }), { as: 'model/weights.json' });
    await run.save(PNG, { as: 'ü b.bin' });
    run.log({ loss: 1 });
    await run.finish();
  },

  async 'a run that another client began'({ browser, server, options }) {
    const { init } = await browser.open();
    server.known.set('theirs', KNOWN);
    const run = await init({ ...options, id: 'theirs', resume: 'must', config: { seed: 1 } });
    await run.synced();
    run.log({ loss: 0.25, epoch: 4 });
    await run.finish();
    const again = await init({ ...options, id: 'theirs' });
    again.log({ loss: 0.125 });
    await again.finish();
  },

  async 'a fork'({ browser, server, options }) {
    const { init } = await browser.open();
    const parent = await init({ ...options, id: 'parent', resume: 'never' });
    for (let n = 0; n < 3; n++) parent.log({ n });
    await parent.finish();
    const point = { _wandb: { value: { branch_point: { run_id: 'parent', step: 1 } } } };
    const made = { historyLineCount: 2, config: JSON.stringify(point), summaryMetrics: '{"n":1}' };
    server.knownOnceMade.set('child', made);
    const run = await init({ ...options, id: 'child', forkFrom: { run: 'parent', step: 1 } });
    await run.synced();
    run.log({ n: 10 });
    await run.finish();
  },

  async 'a rewound run'({ browser, server, options }) {
    const { init } = await browser.open();
    const run = await init({ ...options, id: 'back' });
    for (let n = 0; n < 3; n++) run.log({ n });
    await run.finish();
    server.known.set('back', {
      historyLineCount: 2,
      historyTail: '["{\\"n\\":1,\\"_step\\":1}"]',
      summaryMetrics: '{"n":1}',
    });
    const again = await init({ ...options, id: 'back', rewindTo: 1 });
    await again.synced();
    again.log({ n: 20 });
    await again.finish();
  },

  async 'a page that is gone'({ browser, options }) {
    const { init } = await browser.open();
    const run = await init(options);
    await run.synced();
    run.log({ n: 0 });
    run.log({ half: 1 }, { commit: false });
    await run.flush();
    browser.pass(60_000);
    const { sync } = await browser.open();
    await sync({ baseUrl: options.baseUrl!, token: options.token! });
  },

  async 'a heartbeat'({ browser, server, options }) {
    const { init } = await browser.open();
    const run = await init(options);
    await run.synced();
    const before = server.heard.length;
    await browser.end(options.settings!.transmitInterval!);
    await browser.end(30_000);
    while (server.heard.length === before) await new Promise((resolve) => setImmediate(resolve));
    await run.finish();
  },

  async 'more rows than one request takes'({ browser, options }) {
    const { init } = await browser.open();
    const run = await init(options);
    await run.synced();
    for (let n = 0; n < 30; n++) run.log({ n, text: `${n} `.repeat(40_000) });
    await run.finish();
  },

  async 'what the server finds too large'({ browser, server, options }) {
    const { init } = await browser.open();
    server.refuse = (_request, bytes) => (bytes > 2_000 ? 413 : null);
    const run = await init({ ...options, config: { text: 'x'.repeat(2_000) } });
    await run.synced();
    for (let n = 0; n < 20; n++) run.log({ n, text: 'y'.repeat(n === 7 ? 2_000 : 30) });
    await run.synced();
    run.summary['text'] = 'z'.repeat(2_000);
    run.log({ n: 20 });
    await run.finish();
  },

  async 'a run that the server has lost'({ browser, server, options }) {
    const { init } = await browser.open();
    const run = await init(options);
    await run.synced();
    const lost = new Set(['/files/', '/upload/']);
    server.refuse = ({ path }) => ([...lost].some((part) => path.startsWith(part) && lost.delete(part)) ? 404 : null);
    run.log({ n: 0 });
    await run.save(new Blob(['a']), { as: 'a.txt' });
    await run.synced();
    await run.finish();
  },

  async 'a token of the page'({ browser, options: given }) {
    const options = { ...given };
    delete options.token;
    // The server of the page itself.
    const { init } = await browser.open(`${options.baseUrl}/app/`);
    const run = await init(options);
    run.log({ n: 0 });
    await run.finish();
  },

  async 'rows that are read back'({ browser, options }) {
    const { init } = await browser.open();
    const run = await init(options);
    run.log({ a: 1 });
    await run.finish();
    for await (const row of run.history) if (row['a'] === 2) break;
  },
};

/** A run of all that a journal can hold, none of which is delivered. */
export async function leaveUndelivered({ browser, options }: Scene): Promise<File> {
  const { init, Image, exportRun } = await browser.open();
  const settings = { ...options.settings, console: true };
  const run = await init({ ...options, settings, mode: 'offline', name: 'kept', tags: ['t'], config: { lr: 0.5 } });
  run.defineMetric('loss', { summary: ['min', 'mean'] });
  run.addSingleton('digits/labels', 'all', { 0: 'zero' });
  browser.pass(1_000);
  for (let n = 0; n < 3; n++) run.log({ n, loss: 3 - n });
  await run.flush();
  console.log('said');
  run.log({ picture: new Image(new Blob([PNG]), { caption: 'c' }), big: 9007199254740993n, bad: NaN });
  run.summary['note'] = 'by hand';
  run.alert({ title: 'Look' });
  await run.save(new Blob(['weights'], { type: 'text/plain' }), { as: 'model.txt' });
  run.log({ half: 1 }, { commit: false });
  await run.flush();
  return exportRun(run);
}

/** The next page of the browser delivers what its journal holds. */
export async function deliverJournal({ browser, options }: Scene, content: JournalContent): Promise<void> {
  await writeJournal(content);
  const { sync } = await browser.open();
  await sync({ baseUrl: options.baseUrl!, token: options.token! });
}
