import 'fake-indexeddb/auto';
import { createContext, runInContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { init } from '../../../src/index';
import { startRun } from './recorder';

/**
 * A value that has nothing by name, or nothing that its owner has meant to be logged; and what the sentence says of it.
 */
const NO_RECORDS: [string, () => unknown, RegExp][] = [
  ['a promise', () => Promise.resolve({ loss: 1 }), /a Promise: await it first/],
  ['a promise of the old style', () => ({ readyState: 1, ['then' as string]: () => undefined }), /await it first/],
  ['a Map', () => new Map([['loss', 1]]), /a Map: take Object\.fromEntries/],
  ['URLSearchParams', () => new URLSearchParams('loss=1'), /an? URLSearchParams: take Object\.fromEntries/],
  ['FormData', () => new FormData(), /a FormData: take Object\.fromEntries/],
  ['Headers', () => new Headers({ loss: '1' }), /a Headers: take Object\.fromEntries/],
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
  ['an instance of a class', () => new (class History { epoch = [1]; })(), /a History: take its fields, \{ \.\.\.it \}/],
  ['an address, which writes itself as a string', () => new URL('http://h/'), /a URL/],
  ['what fails as it is read', () => ({ toJSON: () => { throw new Error('broken'); } }), /broken/],
  ['null', () => null, /not null/],
  ['a string', () => 'loss', /not "loss"/],
]; // prettier-ignore

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
  it.each(NO_RECORDS.filter(([, make]) => Object(make()) === make() && !(make() instanceof Date || make() instanceof URL || Array.isArray(make()) || ArrayBuffer.isView(make()))))(
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
