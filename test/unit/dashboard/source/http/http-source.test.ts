import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { httpSource } from '../../../../../src/dashboard/source/http/http-source';
import { startTestServer, type TestServer } from '../../../../support/server';
import { fileOf, headerOf, linesAt, pack, runOf } from '../../../server/archive/sample-archive';
import { Logger } from '../../../server/artifacts/log-artifact';

/** What a page of the dashboard gets of a real server. */
let server: TestServer;
const path = { entity: 'local', project: 'p', run: 'r1' };
const { signal } = new AbortController();

beforeAll(async () => {
  server = await startTestServer();
  // As a browser that has signed in sends what a page of this server asks.
  vi.stubGlobal('location', { origin: server.url });
  vi.stubGlobal(
    'fetch',
    (
      (send) => (address: string, init?: RequestInit) =>
        address.startsWith('/') ? server.fetch(address, init) : send(address, init)
    )(fetch),
  );
  const rows = ['{"_step":0,"loss":2,"say":"a"}', '{"_step":1,"loss":NaN}', '{"_step":2,"loss":1,"say":"b"}'];
  const archive = pack(
    headerOf(runOf(3, { summary: { loss: '1' }, next: { history: 3, events: 0, output: 2 } })),
    linesAt(0, rows),
    linesAt(0, ['2026-11-24T05:43:29 hello', 'ERROR 2026-11-24T05:43:30 oh'], 'output'),
    ...fileOf('media/a b.png', Buffer.from('picture')),
  );
  expect(await httpSource.import(new File([Uint8Array.from(archive)], 'r1.spoor'))).toMatchObject({
    ...path,
    files: 1,
    missing: 0,
  });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await server[Symbol.asyncDispose]();
});

describe('httpSource', () => {
  it('lists projects and runs, and knows one run', async () => {
    expect(await httpSource.projects(signal)).toContainEqual(
      expect.objectContaining({ entity: 'local', name: 'p', runCount: 1 }),
    );
    const runs = await httpSource.runs(path, signal);
    expect(runs).toEqual([await httpSource.run(path, signal)]);
    expect(runs[0]).toMatchObject({ id: 'r1', lineCount: 3, outputCount: 2, stopAsked: false });
  });

  it('has metrics, their points, NaN among them, and the rows that have text', async () => {
    const { keys, lineCount } = await httpSource.metrics(path, 'history', signal);
    expect([lineCount, keys.map(({ key }) => key)]).toEqual([3, expect.arrayContaining(['_step', 'loss', 'say'])]);
    const question = { stream: 'history', keys: ['loss'], axis: '_step', points: 100, from: 1 } as const;
    expect((await httpSource.series(path, question, signal)).series).toMatchObject([{ x: [1, 2], y: [NaN, 1] }]);
    expect(await httpSource.rows(path, { key: 'say', from: 0, limit: 1 }, signal)).toMatchObject({
      rows: [{ line: 0, value: 'a' }],
      next: expect.any(Number) as number,
    });
  });

  it('has the console from a line on', async () => {
    expect(await httpSource.console(path, 1, 10, signal)).toMatchObject([{ number: 1, text: 'oh', isError: true }]);
  });

  it('has files, and addresses by which they and the archive for W&B are fetched', async () => {
    expect(await httpSource.files(path, signal)).toMatchObject([{ name: 'media/a b.png', bytes: 7 }]);
    const file = await fetch(await httpSource.file(path, 'media/a b.png', 1));
    expect(await file.text()).toBe('picture');
    const archive = await fetch(await httpSource.wandbArchive(path));
    expect(archive.headers.get('content-type')).toBe('application/zip');
    await archive.arrayBuffer();
  });

  it('has artifacts, with addresses of what is here only', async () => {
    const { id } = await new Logger(server).log({ a: 'one' }, { runName: 'r1' });
    expect(await httpSource.artifacts(path, signal)).toMatchObject({ logged: [{ id, name: 'ds:v0' }], used: [] });
    const [file] = await httpSource.artifactFiles(id, 10, signal);
    expect(file).toMatchObject({ name: 'a', bytes: 3, ref: null });
    expect(await (await fetch(await file!.href!)).text()).toBe('one');
  });

  it('has the files of an artifact that a client knows by an id of its own', async () => {
    await new Logger(server).log({ 'in/t.json': 'two' }, { runName: 'r1', clientID: 'client-2' });
    const keeper = (await httpSource.clientArtifact('client-2', signal))!;
    const question = { most: 100, attempt: 0, signal };
    expect(await (await keeper.content(path, 'in/t.json', question))!.text()).toBe('two');
    expect(await (await fetch(await keeper.file(path, 'in/t.json'))).text()).toBe('two');
    expect(await keeper.has(path, 'in/t.json', 0)).toBe(true);
    expect(await keeper.has(path, 'other', 0)).toBe(false);
    await expect(keeper.content(path, 'other', question)).rejects.toThrow('not in the artifact');
    expect(await httpSource.clientArtifact('nobody', signal)).toBeNull();
  });

  it('has nothing of what an artifact only refers to, also where the address looks like one of this server', async () => {
    const logger = new Logger(server);
    const { id } = await logger.begin('d'.repeat(32), { runName: 'r1', clientID: 'client-3' });
    const refs = { far: 'https://elsewhere.invalid/x', blob: `blob:${server.url}/x`, near: `${server.url}.evil/x` };
    const entries = Object.entries(refs).map(([name, ref]) => [name, { digest: ref, ref, size: 1 }]);
    await logger.manifest(id, Object.fromEntries(entries));
    await logger.commit(id);
    const keeper = (await httpSource.clientArtifact('client-3', signal))!;
    for (const name of Object.keys(refs)) {
      expect(await keeper.has(path, name, 0), name).toBe(false);
      await expect(keeper.content(path, name, { most: 9, attempt: 0, signal })).rejects.toThrow('not in the artifact');
    }
    expect(await httpSource.artifactFiles(id, 9, signal)).toEqual(
      Object.entries(refs).map(([name, ref]) => ({ name, bytes: 1, href: null, ref })),
    );
  });

  it('has alerts, and says that a run is not passed on', async () => {
    await server.graphql(
      'mutation($input: NotifyScriptableRunAlertInput!) { notifyScriptableRunAlert(input: $input) { success } }',
      {
        input: { entityName: 'local', projectName: 'p', runName: 'r1', severity: 'WARN', title: 'Slow', text: 'it is' },
      },
    );
    expect(await httpSource.alerts(path, signal)).toMatchObject([{ title: 'Slow', text: 'it is', severity: 'WARN' }]);
    expect(await httpSource.forwarding(path, signal)).toBeNull();
  });

  it('asks a run to stop', async () => {
    await server.createRun('to-stop', 'r2');
    const other = { ...path, project: 'to-stop', run: 'r2' };
    await httpSource.stop(other);
    expect(await httpSource.run(other, signal)).toMatchObject({ stopAsked: true });
    expect(await httpSource.run(path, signal)).toMatchObject({ stopAsked: false });
  });

  it('says what is not there', async () => {
    const absent = { ...path, run: 'nobody' };
    await expect(httpSource.run(absent, signal)).rejects.toMatchObject({ code: 'not-found' });
    await expect(httpSource.stop(absent)).rejects.toMatchObject({ code: 'not-found' });
    await expect(httpSource.runs({ ...path, project: 'none' }, signal)).rejects.toMatchObject({ code: 'not-found' });
    await expect(httpSource.metrics(absent, 'history', signal)).rejects.toMatchObject({ code: 'not-found' });
  });
});
