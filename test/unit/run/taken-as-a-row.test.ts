import 'fake-indexeddb/auto';
import { createContext, runInContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as tf from '@tensorflow/tfjs';
import { init } from '../../../src/index';
import { Histogram } from '../../../src/media/histogram/histogram';
import { startRun } from './recorder';

/**
 * A value that has nothing by name, or nothing that its owner has meant to be logged; and what the sentence says of it.
 */
const NO_RECORDS: [string, () => unknown, RegExp][] = [
  ['a promise', () => Promise.resolve({ loss: 1 }), /a Promise: await it first/],
  ['a promise of the old style', () => ({ readyState: 1, ['then' as string]: () => undefined }), /await it first/],
  ['a Set', () => new Set([1]), /a Set: take \[\.\.\.…\]/],
  ['a list', () => [{ loss: 1 }], /not an array/],
  ['a typed array', () => new Float32Array(2), /a Float32Array/],
  ['the arguments of a function', () => (function (..._all: number[]) { return arguments; })(1, 2), /an Arguments: take \[\.\.\.…\]/], // oxlint-disable-line prefer-rest-params
  ['an iterator', () => [1].values(), /an Array Iterator/],
  ['a generator', () => (function* () {})(), /a Generator/],
  ['an error', () => new RangeError('too far'), /an Error: take its message/],
  ['a date', () => new Date(), /a Date/],
  ['a RegExp', () => /x/, /a RegExp/],
  ['a WeakMap', () => new WeakMap(), /a WeakMap/],
  ['an event', () => new Event('click'), /an Event/],
  ['a Response', () => new Response('{}'), /a Response/],
  ['a function', () => () => ({ loss: 1 }), /a function: call it first/],
  ['a tensor', () => tf.tensor1d([1]), /a Tensor: give it a name/],
  ['a variable', () => tf.variable(tf.scalar(1)), /a Variable: give it a name/],
  ['a histogram', () => new Histogram([1]), /a Histogram: give it a name/],
  ['an instance of a class that hides its fields', () => new (class Metrics { #loss = 1; get loss() { return this.#loss; } })(), /a Metrics\./],
  ['an address, which writes itself as a string', () => new URL('http://h/'), /a URL/],
  ['what fails as it is read', () => ({ toJSON: () => { throw new Error('broken'); } }), /broken/],
  ['null', () => null, /not null/],
  ['a string', () => 'loss', /not "loss"/],
]; // prettier-ignore

/** What can be logged as soon as it has a name. */
const isNamed = (value: unknown) => value instanceof tf.Tensor || value instanceof Histogram;

const codeAnd = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error;

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

describe.each(NO_RECORDS)('%s', (_kind, make, message) => {
  it('is not a row', () => {
    const { run, recorder } = startRun();
    expect(() => run.log(make() as Record<string, unknown>)).toThrow(codeAnd('bad-row', message));
    expect(recorder.rows).toEqual([]);
    expect(run.status().dropped).toEqual({});
  });

  it('is not a config and no summary', async () => {
    const { run, recorder } = startRun();
    const given = make() as Record<string, unknown>;
    expect(() => run.config.update(given)).toThrow(codeAnd('bad-option', message));
    expect(() => run.summary.update(given)).toThrow(codeAnd('bad-option', message));
    await expect(init({ project: 'p', config: given })).rejects.toThrow(codeAnd('bad-option', message));
    expect(recorder.changes).toEqual([]);
    expect({ ...run.config, ...run.summary }).toEqual({});
  });
});

describe('a value inside a row', () => {
  it.each(NO_RECORDS.filter(([, make]) => Object(make()) === make() && !(make() instanceof Date || make() instanceof URL || Array.isArray(make()) || ArrayBuffer.isView(make()) || isNamed(make()))))(
    'that is %s is dropped, counted and said, wherever it stands',
    async (_kind, make, message) => {
      const { run, recorder } = startRun();
      const details: string[] = [];
      run.on('drop', ({ detail }) => details.push(detail));
      run.log({ good: 1, bad: make(), nested: { bad: make(), good: 2 }, list: [make(), 3] });
      expect(await recorder.logged()).toEqual([{ good: 1, nested: { good: 2 }, list: [null, 3], _step: 0 }]);
      expect(run.status().dropped).toEqual({ 'unsupported-value': 3 });
      const said = new RegExp(message.source.replace('not null', ''));
      expect(details).toEqual([1, 2, 3].map(() => expect.stringMatching(said) as string));
    },
  ); // prettier-ignore

  it('has a string for a name: what a symbol names is counted', async () => {
    const { run, recorder } = startRun();
    run.log({ [Symbol('loss')]: 1, nested: { [Symbol.for('x')]: 2, good: 2 } });
    run.config.update({ [Symbol('lr')]: 1 });
    expect(await recorder.logged()).toEqual([{ nested: { good: 2 }, _step: 0 }]);
    expect(run.status().dropped).toEqual({ 'unsupported-value': 3 });
  });

  it('costs itself only when its getter throws, in config and summary too', () => {
    const { run } = startRun();
    const values = {
      good: 1,
      get bad(): number {
        throw new Error('no');
      },
    };
    run.config.update(values);
    run.summary.update({ nested: values });
    expect({ ...run.config }).toEqual({ good: 1 });
    expect({ ...run.summary }).toEqual({ nested: { good: 1 } });
    expect(run.status().dropped).toEqual({ 'unsupported-value': 2 });
  });
});

describe('a row, or a config, is also', () => {
  const foreign = runInContext(
    '({ a: 1, list: [1, { b: 2 }], when: new Date(0), view: new DataView(new ArrayBuffer(8)) })',
    createContext(),
  ) as Record<string, unknown>;
  const proxied = new Proxy({ a: 1 }, {});

  it.each<[string, () => unknown, unknown]>([
    ['an object without a prototype', () => Object.assign(Object.create(null) as object, { a: 1 }), { a: 1 }],
    ['a frozen one', () => Object.freeze({ a: 1 }), { a: 1 }],
    ['a proxy of one', () => proxied, { a: 1 }],
    ['a module', () => import(/* @vite-ignore */ `data:text/javascript,export const lr = ${0.1}`) as Promise<unknown>, { lr: 0.1 }],
    ['one of another realm', () => foreign, { a: 1, list: [1, { b: 2 }], when: '1970-01-01T00:00:00.000Z' }],
    ['what writes itself as one', () => new (class Metrics { #loss = 1; toJSON() { return { loss: this.#loss }; } })(), { loss: 1 }],
    ['what writes itself as the text of one', () => ({ toJSON: (_key: string, returnsText = true) => (returnsText ? '{"layers":[1]}' : null) }), { layers: [1] }],
    ['a Map', () => new Map<unknown, unknown>([['loss', 1], [2, { b: 3 }]]), { loss: 1, 2: { b: 3 } }],
    ['URLSearchParams, of which what is named twice is a list', () => new URLSearchParams('lr=0.1&tag=a&tag=b&tag=c'), { lr: '0.1', tag: ['a', 'b', 'c'] }],
    ['FormData', () => { const form = new FormData(); form.append('lr', '0.1'); return form; }, { lr: '0.1' }],
    ['Headers', () => new Headers({ loss: '1' }), { loss: '1' }],
    ['a Map of another realm', () => runInContext('new Map([["__proto__", 1]])', createContext()) as object, JSON.parse('{"__proto__":1}')],
  ])('%s', async (_kind, make, expected) => {
    const given = (await make()) as Record<string, unknown>;
    const { run, recorder } = startRun();
    run.log(given);
    run.log({ nested: given });
    run.config.update(given);
    run.summary.update({ nested: given });
    expect(await recorder.logged()).toEqual([
      { ...(expected as object), _step: 0 },
      { nested: expected, _step: 1 },
    ]);
    expect({ ...run.config }).toEqual(expected);
    expect(run.summary['nested']).toEqual(expected);
  }); // prettier-ignore

  it('an instance of a class, which is its fields; inside of a row it is not meant by itself', async () => {
    class Metrics {
      loss = 1;
      deep = { a: new Map([['b', 2]]) };
      get sum() {
        return this.loss;
      }
    }
    const { run, recorder } = startRun();
    run.log(new Metrics());
    run.config.update(new Metrics());
    run.summary.update(new Metrics());
    const expected = { loss: 1, deep: { a: { b: 2 } } };
    expect(await recorder.logged()).toEqual([{ ...expected, _step: 0 }]);
    expect([{ ...run.config }, run.summary['deep'], run.status().dropped]).toEqual([expected, expected.deep, {}]);
    run.log({ inner: new Metrics() });
    expect(run.status().dropped).toEqual({ 'unsupported-value': 1 });
  });

  it('an optimizer, which is its settings and not its insides', () => {
    const { run } = startRun();
    run.config.update(tf.train.sgd(0.25));
    expect({ ...run.config }).toEqual({ className: 'SGD', learningRate: 0.25 });
  });

  it('config of init', async () => {
    const run = await init({ project: 'p', mode: 'disabled', config: new URLSearchParams('lr=0.1') });
    expect({ ...run.config }).toEqual({ lr: '0.1' });
  });

  it('a live record: the config of another run', async () => {
    const { run, recorder } = startRun();
    run.config.update({ lr: 0.1 });
    run.log(run.config);
    expect(await recorder.logged()).toEqual([{ lr: 0.1, _step: 0 }]);
  });
});

describe('toJSON', () => {
  it('is asked as JSON.stringify does, by the name of its value', () => {
    const { run } = startRun();
    const named = { toJSON: (key: string) => `I am ${key}` };
    run.config.update({ a: named, b: { c: named } });
    expect({ ...run.config }).toEqual({ a: 'I am a', b: { c: 'I am c' } });
  });

  it('that gives the text of an object means the object; another text is a string', () => {
    const { run } = startRun();
    const saying = (text: string) => ({ toJSON: () => text });
    run.config.update({
      model: saying('{"class_name":"Sequential","config":{"layers":[1,2]}}'),
      list: saying('[1,{"a":NaN}]'),
      brace: saying('{not JSON}'),
      number: saying('5'),
      text: '{"a":1}',
    });
    expect({ ...run.config }).toEqual({
      model: { class_name: 'Sequential', config: { layers: [1, 2] } },
      list: [1, { a: NaN }],
      brace: '{not JSON}',
      number: '5',
      text: '{"a":1}',
    });
  });
});

describe('what model.fit resolves with', () => {
  async function fitted() {
    await tf.setBackend('cpu');
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae'] });
    const data = tf.ones([4, 1]);
    return model.fit(data, data, { epochs: 3, validationSplit: 0.5, verbose: 0 });
  }

  it('is a row for each epoch', async () => {
    const history = await fitted();
    const { run, recorder } = startRun();
    run.log({ before: 1 });
    run.log(history);
    run.log(history, { step: 9 });
    const rows = [0, 1, 2].map((i) => ({
      epoch: i,
      loss: history.history['loss']![i],
      mae: history.history['mae']![i],
      val_loss: history.history['val_loss']![i],
      val_mae: history.history['val_mae']![i],
    }));
    expect((await recorder.logged()).slice(1, 4)).toEqual(rows.map((row, i) => ({ ...row, _step: i + 1 })));
  });

  it('may hold what it should not: each oddity costs itself', async () => {
    class History {
      epoch = [0, 1];
      history = { loss: [1], odd: null, word: 5 };
    }
    const { run, recorder } = startRun();
    run.log(new History());
    expect(await recorder.logged()).toEqual([
      { epoch: 0, loss: 1, _step: 0 },
      { epoch: 1, _step: 1 },
    ]);
    expect(run.status().dropped).toEqual({ 'unsupported-value': 5 });
  });

  it('is a row like any other when it is a plain object', async () => {
    const { run, recorder } = startRun();
    run.log({ epoch: [0], history: { loss: [1] } });
    expect(await recorder.logged()).toEqual([{ epoch: [0], history: { loss: [1] }, _step: 0 }]);
  });
});
