import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStored } from '../../../support/oracle';
import { startTestServer, type TestServer } from '../../../support/server';
import { linesFrom, recordOf } from '../../journal/entries';
import { fileOf, headerOf, linesAt, pack, runOf } from './sample-archive';

const LIMITS = { packed: 100_000, unpacked: 1_000_000, line: 200_000 };

let server: TestServer;
beforeEach(async () => (server = await startTestServer({ archiveLimits: LIMITS, maxFileBytes: 70_000 })));
afterEach(() => server[Symbol.asyncDispose]());

const send = async (body: Buffer) => {
  const response = await server.fetch('/api/import', { method: 'POST', body: body as BodyInit });
  const { errors } = (await response.json()) as { errors?: { message: string }[] };
  return { status: response.status, message: errors?.[0]?.message ?? '' };
};

const header = headerOf(runOf(3));
const rows = linesAt(0, linesFrom(0, 3));
const whole = pack(header, rows, ...fileOf('media/a.png', new Uint8Array(60_000).fill(7)));
const withRun = (changes: object) => pack(headerOf({ ...runOf(3), ...changes } as never), rows);
const withRecord = (changes: object) => withRun({ record: { ...recordOf({ id: 'r1', project: 'p' }), ...changes } });
const filePart = (changes: object) =>
  pack(header, rows, JSON.stringify({ ...JSON.parse(fileOf('a', new Uint8Array(3))[0]!), ...changes }));

const HOSTILE: [what: string, body: Buffer, status: number, message: RegExp][] = [
  ['nothing', Buffer.alloc(0), 400, /gzip/],
  ['a string', Buffer.from('hello'), 400, /not packed with gzip/],
  ['an archive that was cut short', whole.subarray(0, whole.length - 20), 400, /gzip, or is damaged/],
  [
    'an archive with a wrong byte',
    Buffer.from(whole.map((byte, index) => (index === 40 ? byte ^ 255 : byte))),
    400,
    /damaged|JSON|begin|UTF-8|part|row|file/,
  ],
  ['an empty gzip', gzipSync(''), 400, /empty/],
  ['gzip of something else', pack('hello'), 400, /JSON/],
  ['other JSON', pack('{"a":1}'), 400, /does not begin/],
  ['a list', pack('[1]'), 400, /no JSON object/],
  ['a format that is not known yet', pack(header.replace('"spoor":1', '"spoor":2')), 400, /format 2.*newer Spoor/],
  ['a last line without its end', gzipSync(`${header}\n{"stream"`), 400, /middle of a line/],
  [
    'bytes that are not text',
    gzipSync(Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([255, 254, 10])])),
    400,
    /UTF-8/,
  ],
  ['a line of the wrong kind', pack(header, '{"offset":0}'), 400, /neither lines nor a file/],
  ['an unknown stream', pack(header, linesAt(0, ['{}'], 'secret' as never)), 400, /neither lines nor a file/],
  ['lines that are there twice', pack(header, rows, rows), 400, /twice/],
  ['lines behind a file', pack(header, ...fileOf('a', new Uint8Array(3)), rows), 400, /disorder/],
  ['lines from the moon', pack(header, linesAt(2_000_000, ['{}'])), 400, /missing in it/],
  ['an end on the moon', withRun({ next: { history: 2_000_000, events: 0, output: 0 } }), 400, /missing in it/],
  [
    'a beginning on the moon',
    withRun({ base: { history: 2_000_000, events: 0, output: 0 } }),
    400,
    /begins with line 2000000/,
  ],
  ['a beginning below zero', withRun({ base: { history: -1, events: 0, output: 0 } }), 400, /begins with line -1/],
  ['numbers that are strings', withRun({ next: { history: 'x', events: 0, output: 0 } }), 400, /"next"/],
  ['an open row that is not a row', withRun({ openRow: 'x' }), 400, /not JSON/],
  ['an alert that is not an alert', withRun({ alerts: [{ title: 'x' }] }), 400, /"alerts"/],
  ['a path for a project', withRecord({ project: '../../p' }), 400, /project/],
  ['a path for an id', withRecord({ id: '..' }), 400, /run id/],
  ['a name that is kept for the server', withRecord({ entity: 'api' }), 400, /entity/],
  ['a config that is not an object', withRecord({ config: [] }), 400, /"config"/],
  ['metrics that are not definitions', withRecord({ metrics: [{ name: 'x', summary: ['y'] }] }), 400, /"metrics"/],
  ['a fork of nothing', withRecord({ forkedFrom: { run: 7, step: 'x' } }), 400, /"forkedFrom"/],
  ['a time that is not a time', withRecord({ startTime: 1e300 }), 400, /"startTime"/],
  ['a file outside', filePart({ file: '../../outside' }), 400, /has the name/],
  ['a file at the top', filePart({ file: '/etc/passwd' }), 400, /has the name/],
  ['a file on a drive', filePart({ file: 'C:\\x' }), 400, /has the name/],
  ['a file without a name', filePart({ file: '' }), 400, /has the name/],
  ['a file that ends early', filePart({ size: 100 }), 400, /middle of the file/],
  ['a file that is longer than it says', filePart({ size: 1 }), 400, /do not fit/],
  ['a file that begins in the middle', filePart({ offset: 1 }), 400, /do not fit/],
  ['a file in other letters', filePart({ base64: '????' }), 400, /base64/],
  ['a line that is too long', pack(header, linesAt(0, ['x'.repeat(LIMITS.line)])), 413, /a line of it is longer/],
  ['a bomb of one line', gzipSync(Buffer.alloc(50_000_000, 'x')), 413, /a line of it is longer/],
  [
    'a bomb of many lines',
    pack(header, ...Array.from({ length: 3_000 }, (_, index) => linesAt(index, ['x'.repeat(1_000)]))),
    413,
    /unpacks to more than 1000000 bytes/,
  ],
  [
    'a run file that is too large',
    pack(header, rows, ...fileOf('a', new Uint8Array(70_001))),
    413,
    /"a" is larger than 70000/,
  ],
  ['a file that is too large', Buffer.concat([whole, Buffer.alloc(LIMITS.packed)]), 413, /larger than 100000 bytes/],
];

describe('a hostile file', () => {
  it.each(HOSTILE)('%s is refused, and changes nothing', async (_what, body, status, message) => {
    const answer = await send(body);
    expect(answer.message).toMatch(message);
    expect(answer.status).toBe(status);
    const { data } = await server.graphql<{ models: { edges: unknown[] } }>(
      '{ models { edges { node { name } } } }',
      {},
    );
    expect(data!.models.edges).toEqual([]);
    expect(readdirSync(join(server.data, 'files'))).toEqual([]);
    expect(server.reported).toEqual([]);
  });

  it('is followed by the good one, of which everything is there', async () => {
    await send(whole.subarray(0, whole.length - 20));
    expect(await send(whole)).toEqual({ status: 200, message: '' });
    const { lines, files } = readStored(server.data, 'p', 'r1')!;
    expect(lines).toHaveLength(3);
    expect(files).toEqual(['media/a.png']);
    expect(readdirSync(join(server.data, 'files'))).toHaveLength(1);
    expect(readdirSync(join(server.data, 'files', '1'))).toEqual([
      createHash('sha256').update('media/a.png').digest('hex'),
    ]);
  });
});
