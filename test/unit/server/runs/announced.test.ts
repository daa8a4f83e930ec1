import { afterEach, beforeEach, expect, test } from 'vitest';
import { basicAuthorization, parseLine, type LineValue } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => void (server = await startTestServer()));
afterEach(() => server[Symbol.asyncDispose]());

/** Hears what a dashboard hears; `next` waits for the next event of a name and passes over others. */
async function listen(query: string) {
  const response = await fetch(`${server.url}/api/live?${query}`, {
    headers: { authorization: basicAuthorization(server.key) },
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const event = async () => {
    for (;;) {
      const [whole, name, data] = /event: (\w+)\ndata: (.*)\n\n/.exec(heard) ?? [];
      if (whole !== undefined) {
        heard = heard.slice(heard.indexOf(whole) + whole.length);
        return { name: name!, data: parseLine(data!) as { [key: string]: LineValue } };
      }
      const { done, value } = await reader.read();
      if (done) throw new Error('The stream has ended.');
      heard += value;
    }
  };
  return {
    event,
    async next(name: string) {
      for (;;) {
        const found = await event();
        if (found.name === name) return found.data;
      }
    },
    [Symbol.asyncDispose]: () => reader.cancel(),
  };
}

const control = (mutation: string, input: string, fields: object) =>
  server.graphql<{ upsertSweep: { sweep: { id: string; name: string } } }>(
    `mutation($input: ${input}!) { ${mutation} }`,
    { input: fields },
  );
const upsertSweep = async (fields: object) => {
  const { data } = await control('upsertSweep(input: $input) { sweep { id name } }', 'UpsertSweepInput', fields);
  return data!.upsertSweep.sweep;
};

test('a sweep that is cancelled stops its runs, and who looks at one of them hears of it', async () => {
  const sweep = await upsertSweep({
    projectName: 'p',
    config: 'method: grid\nparameters:\n  x:\n    values: [1, 2]\n',
  });
  await server.createRun('p', 'one', { sweep: sweep.name });
  await server.createRun('p', 'apart');
  await using live = await listen('entity=local&project=p&run=one');
  await using other = await listen('entity=local&project=p&run=apart');
  await upsertSweep({ id: sweep.id, state: 'CANCELED' });
  expect(await live.next('run')).toMatchObject({ run: 'one' });
  expect(await (await server.fileStream('p', 'one', {})).json()).toEqual({ stopped: true });
  // The next that the other hears is its own, and not of the sweep.
  await server.fileStream('p', 'apart', { files: { 'wandb-summary.json': { offset: 0, content: ['{"own":1}'] } } });
  expect(await other.next('run')).toMatchObject({ run: 'apart', summary: { own: 1 } });
});

test('a run that is deleted tells who looks at it and who looks at its project, and nobody else', async () => {
  const id = await server.createRun('p', 'gone');
  await server.createRun('p', 'stays');
  await server.createRun('q', 'gone');
  await using one = await listen('entity=local&project=p&run=gone');
  await using all = await listen('entity=local&project=p');
  await using neighbour = await listen('entity=local&project=p&run=stays');
  await using namesake = await listen('entity=local&project=q&run=gone');
  // What is gathered for it is not sent after its end.
  await server.fileStream('p', 'gone', { files: { 'wandb-history.jsonl': { offset: 0, content: ['{"a":1}'] } } });
  await control('deleteRun(input: $input) { clientMutationId }', 'DeleteRunInput', { id });
  const gone = { entity: 'local', project: 'p', run: 'gone' };
  expect(await one.next('deleted')).toEqual(gone);
  expect(await all.next('deleted')).toEqual(gone);
  await server.createRun('p', 'gone', { displayName: 'another' });
  expect(await one.event()).toMatchObject({ name: 'run', data: { displayName: 'another', lineCount: 0 } });
  for (const [live, project, run] of [
    [neighbour, 'p', 'stays'],
    [namesake, 'q', 'gone'],
  ] as const) {
    await server.createRun(project, run, { notes: 'changed' });
    expect(await live.event()).toMatchObject({ name: 'run', data: { project, run } });
  }
});

test('a run that is deleted twice is told of once', async () => {
  const id = await server.createRun('p', 'r');
  await using live = await listen('entity=local&project=p');
  for (let time = 0; time < 2; time++)
    expect((await control('deleteRun(input: $input) { clientMutationId }', 'DeleteRunInput', { id })).status).toBe(200);
  expect((await live.event()).name).toBe('deleted');
  await server.createRun('p', 'next');
  expect(await live.event()).toMatchObject({ name: 'run', data: { run: 'next' } });
});
