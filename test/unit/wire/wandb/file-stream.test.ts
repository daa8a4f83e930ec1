import { describe, expect, it } from 'vitest';
import { fileStreamPath, readFileStreamRequest } from '../../../../src/wire/wandb/file-stream';

describe('readFileStreamRequest', () => {
  it('takes what W&B clients send, and nothing besides', () => {
    const body = {
      files: { 'wandb-history.jsonl': { offset: 3, content: ['{"a":1}'] } },
      uploaded: ['media/a.png', 7, null],
      preempting: false,
      complete: true,
      exitcode: 0,
      surprise: 'yes',
    };
    expect(readFileStreamRequest(body)).toStrictEqual({
      files: { 'wandb-history.jsonl': { offset: 3, content: ['{"a":1}'] } },
      uploaded: ['media/a.png'],
      preempting: false,
      complete: true,
      exitcode: 0,
    });
  });

  it.each([{}, { files: null }, { files: undefined }])('takes a heartbeat %j', (body) => {
    expect(readFileStreamRequest(body)).toStrictEqual({});
  });

  it.each([
    [null, 'The body'],
    [[], 'The body'],
    ['{}', 'The body'],
    [7, 'The body'],
    [{ files: [] }, '"files"'],
    [{ files: 'x' }, '"files"'],
    [{ files: { h: null } }, '"h"'],
    [{ files: { h: [] } }, '"h"'],
    [{ files: { h: { content: [] } } }, '"offset" of "h"'],
    [{ files: { h: { offset: -1, content: [] } } }, '"offset" of "h"'],
    [{ files: { h: { offset: 0.5, content: [] } } }, '"offset" of "h"'],
    [{ files: { h: { offset: '0', content: [] } } }, '"offset" of "h"'],
    [{ files: { h: { offset: NaN, content: [] } } }, '"offset" of "h"'],
    [{ files: { h: { offset: 2 ** 53, content: [] } } }, '"offset" of "h"'],
    [{ files: { h: { offset: 0 } } }, '"content" of "h"'],
    [{ files: { h: { offset: 0, content: 'abc' } } }, '"content" of "h"'],
    [{ files: { h: { offset: 0, content: ['a', 1] } } }, '"content" of "h"'],
    [{ files: { h: { offset: 0, content: { length: 1, 0: 'a' } } } }, '"content" of "h"'],
  ])('refuses %j and names %s', (body, part) => {
    expect(() => readFileStreamRequest(body)).toThrow(TypeError);
    expect(() => readFileStreamRequest(body)).toThrow(part);
  });

  it.each([{ complete: 'true', exitcode: '0' }, { complete: 1, exitcode: 0.5 }, { uploaded: 'a' }])(
    'passes over marginal parts of the wrong kind: %j',
    (body) => {
      expect(readFileStreamRequest(body)).toStrictEqual({});
    },
  );

  it('keeps a file called __proto__ a file, or refuses it; the prototype stays', () => {
    const body: unknown = JSON.parse('{"files":{"__proto__":{"offset":0,"content":["a"]}}}');
    const { files } = readFileStreamRequest(body);
    expect(Object.getPrototypeOf(files)).toBe(Object.prototype);
    expect(({} as { offset?: number }).offset).toBeUndefined();
  });
});

describe('fileStreamPath', () => {
  it('escapes every part', () => {
    expect(fileStreamPath('a b', 'ü', '100')).toBe('files/a%20b/%C3%BC/100/file_stream');
  });
});
