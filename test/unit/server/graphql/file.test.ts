import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { Logger } from '../artifacts/log-artifact';
import { upload } from '../upload';

let server: TestServer;
const clock = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  server = await startTestServer({ now: () => clock });
  await server.createRun('p', 'r');
  await upload(server, 'dir/a b.txt', 'hello');
  await new Logger(server).log({ 'a.png': 'picture' });
});
afterAll(() => server[Symbol.asyncDispose]());

const FIELDS = `id name displayName url upload: url(upload: true) directUrl uploadUrl uploadHeaders sizeBytes mimetype md5 digest
  createdAt updatedAt storagePath uploadMultipartUrls { uploadID } artifact { id }`;

type Files<Of extends string> = {
  project: Record<Of, { files: { edges: { node: Record<string, string> }[]; uploadHeaders: string[] } }>;
};
const md5 = (text: string) => createHash('md5').update(text).digest('base64');

test('a file of a run has an address for reading, which takes the key, and one for its upload, which takes none', async () => {
  const { data } = await server.graphql<Files<'run'>>(
    `{ project(name: "p") { run(name: "r") { files { uploadHeaders edges { node { ${FIELDS} } } } } } }`,
  );
  const { files } = data!.project.run;
  const moment = new Date(clock).toISOString();
  const address = `${server.url}/files/local/p/r/dir/a%20b.txt`;
  expect(files.uploadHeaders).toEqual([]);
  expect(files.edges.map(({ node }) => node)).toEqual([
    {
      id: expect.any(String),
      name: 'dir/a b.txt',
      displayName: 'dir/a b.txt',
      url: address,
      directUrl: address,
      upload: expect.stringContaining(`${server.url}/uploads/`),
      uploadUrl: expect.stringContaining(`${server.url}/uploads/`),
      uploadHeaders: [],
      sizeBytes: 5,
      mimetype: expect.any(String),
      md5: md5('hello'),
      digest: md5('hello'),
      createdAt: moment,
      updatedAt: moment,
      storagePath: 'dir/a b.txt',
      uploadMultipartUrls: null,
      artifact: null,
    },
  ]);
  expect((await fetch(address)).status).toBe(401);
  expect(await (await server.fetch(new URL(address).pathname)).text()).toBe('hello');
});

test('a file of an artifact has an address that takes no key, and nothing to upload', async () => {
  const { data } = await server.graphql<Files<'artifact'>>(
    `{ project(name: "p") { artifact(name: "ds:latest") { files { edges { node { ${FIELDS} } } } } } }`,
  );
  const [{ node }] = data!.project.artifact.files.edges as [{ node: Record<string, string> }];
  expect(node).toMatchObject({
    name: 'a.png',
    url: null,
    upload: null,
    uploadUrl: null,
    sizeBytes: 7,
    mimetype: 'image/png',
    md5: md5('picture'),
    artifact: { id: expect.any(String) },
  });
  expect(await (await fetch(node['directUrl']!)).text()).toBe('picture');
});

test('a file that is only announced has no size yet', async () => {
  const answer = await server.graphql(
    'mutation { createRunFiles(input: { entityName: "local", projectName: "p", runName: "r", files: ["later.txt"] }) { files { name sizeBytes md5 mimetype updatedAt } } }',
  );
  expect(answer.data).toEqual({
    createRunFiles: { files: [{ name: 'later.txt', sizeBytes: 0, md5: null, mimetype: null, updatedAt: null }] },
  });
});
