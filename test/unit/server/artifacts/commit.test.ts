import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { fileUrl, Logger, md5, put } from './log-artifact';

let server: TestServer;
let logger: Logger;
let clock = Date.now();
beforeEach(async () => {
  server = await startTestServer({ now: () => clock, maxFileBytes: 100_000 });
  await server.createRun('p', 'r');
  logger = new Logger(server);
});
afterEach(() => server[Symbol.asyncDispose]());

const kept = () =>
  !existsSync(join(server.data, 'contents'))
    ? []
    : readdirSync(join(server.data, 'contents'), { recursive: true, encoding: 'utf8' }).filter(
        (name) => !/^[0-9a-f]{2}$/.test(name),
      );

const version = async (name: string) => {
  const { data } = await server.graphql<{ project: { artifactCollectionMembership: { versionIndex: number } | null } }>(
    'query($name: String!) { project(name: "p") { artifactCollectionMembership(name: $name) { versionIndex } } }',
    { name },
  );
  return data!.project.artifactCollectionMembership?.versionIndex ?? null;
};

describe('content', () => {
  test('is stored once, however many versions and names have it', async () => {
    await logger.log({ a: 'same', b: 'same', c: 'other' });
    await logger.log({ d: 'same' }, { artifactCollectionName: 'elsewhere', projectName: 'p2' });
    const { id } = await logger.begin('new');
    expect(
      await logger.announce(
        id,
        ['same', 'new', 'other'].map((text) => ({ name: text, md5: md5(text) })),
      ),
    ).toEqual([null, expect.stringContaining('/uploads/'), null]);
    // same, other, and two manifests
    expect(kept()).toHaveLength(4);
  });

  test('that is not what was announced is refused and leaves nothing behind', async () => {
    const { id } = await logger.begin('d');
    const [url] = await logger.announce(id, [{ name: 'a', md5: md5('right') }]);
    const response = await put(url!, 'wrong');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('was announced');
    expect((await put(url!, 'x'.repeat(100_001))).status).toBe(413);
    expect(kept()).toEqual([]);
    expect((await put(url!, 'right')).status).toBe(200);
    expect(kept()).toHaveLength(1);
  });

  test('that nothing names any more is removed, and no other', async () => {
    await logger.log({ a: 'one', b: 'two' });
    const { id } = await logger.log({ a: 'one', c: 'three' });
    expect(kept()).toHaveLength(5);
    const pending = await logger.begin('later');
    await logger.announce(pending.id, [{ name: 'x', md5: md5('three') }]);
    const deletion =
      'mutation($id: ID!) { deleteArtifact(input: { artifactID: $id, deleteAliases: true }) { artifact { id } } }';
    expect((await server.graphql(deletion, { id })).status).toBe(200);
    // Its manifest has gone; "one" has another version, and "three" was promised to one that is on its way.
    expect(kept()).toHaveLength(4);
    expect(await (await fetch(await fileUrl(server, 'ds:latest', 'b'))).text()).toBe('two');
  });

  test('and artifacts that a client gave up are removed at the start', async () => {
    const data = mkdtempSync(join(tmpdir(), 'spoor-test-'));
    try {
      const first = await startTestServer({ data, now: () => clock });
      const early = new Logger(first);
      await early.log({ a: 'kept' });
      const [url] = await early.announce((await early.begin('never')).id, [{ name: 'x', md5: md5('given up') }]);
      await put(url!, 'given up');
      await first.close();
      const stray = Buffer.from(md5('stray'), 'base64').toString('hex');
      mkdirSync(join(data, 'contents', stray.slice(0, 2)), { recursive: true });
      writeFileSync(join(data, 'contents', stray.slice(0, 2), stray), 'stray');
      writeFileSync(join(data, 'contents/.unfinished-00000000-0000-4000-8000-000000000000'), 'half');
      const files = () =>
        readdirSync(join(data, 'contents'), { recursive: true, encoding: 'utf8' }).filter((name) => !/^..$/.test(name));
      await (await startTestServer({ data, now: () => clock })).close();
      expect(files()).toHaveLength(3);
      await (await startTestServer({ data, now: () => clock + 8 * 24 * 3600_000 })).close();
      expect(files()).toHaveLength(2);
    } finally {
      rmSync(data, { recursive: true });
    }
  });
});

describe('versions', () => {
  test('are numbered, found by alias, number and digest, and never numbered again', async () => {
    const first = await logger.log({ a: '1' }, { aliases: [{ artifactCollectionName: 'ds', alias: 'best' }] });
    await logger.log({ a: '2' });
    expect([
      await version('ds'),
      await version('ds:latest'),
      await version('ds:best'),
      await version('ds:v1'),
      await version('ds:v2'),
    ]).toEqual([1, 1, 0, 1, null]);
    expect(await version(`ds:${md5('{"a":"1"}')}`)).toBe(0);
    const { data } = await server.graphql<{ project: { artifact: { id: string } } }>(
      '{ project(name: "p") { artifact(name: "ds:v1") { id } } }',
    );
    await server.graphql(
      'mutation($id: ID!) { deleteArtifact(input: { artifactID: $id, deleteAliases: true }) { artifact { id } } }',
      data!.project.artifact,
    );
    expect(await version('ds:latest')).toBe(0);
    await logger.log({ a: '3' });
    expect([await version('ds:latest'), await version('ds:best')]).toEqual([2, 0]);
    // The same content again: no new version, but the aliases move to it.
    expect(await logger.log({ a: '1' }, { aliases: [{ artifactCollectionName: 'ds', alias: 'again' }] })).toEqual({
      id: first.id,
      state: 'COMMITTED',
    });
    expect([await version('ds:latest'), await version('ds:again'), await version('ds:v2')]).toEqual([0, 0, 2]);
  });

  test('outlive their run, unless they are to go with it', async () => {
    const runId = await server.createRun('p', 'gone');
    await logger.log({ a: 'stays' }, { runName: 'gone' });
    await server.graphql('mutation($id: ID!) { deleteRun(input: { id: $id }) { clientMutationId } }', { id: runId });
    expect(await version('ds:latest')).toBe(0);
    const read = await server.graphql(
      '{ project(name: "p") { artifact(name: "ds") { createdBy { __typename } usedBy { edges { node { id } } } } } }',
    );
    expect(read.data).toEqual({ project: { artifact: { createdBy: null, usedBy: { edges: [] } } } });
    const other = await server.createRun('p', 'gone too');
    await logger.log({ a: 'goes' }, { runName: 'gone too' });
    await server.graphql(
      'mutation($id: ID!) { deleteRun(input: { id: $id, deleteArtifacts: true }) { clientMutationId } }',
      { id: other },
    );
    expect(await version('ds:v1')).toBeNull();
    expect(kept()).toHaveLength(2);
  });
});
