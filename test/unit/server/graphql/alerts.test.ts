import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
let clock = Date.UTC(2026, 0, 1);
let id: string;
beforeEach(async () => {
  server = await startTestServer({ now: () => clock });
  id = await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

// As wandb-core 0.31 sends it.
const NOTIFY =
  'mutation NotifyScriptableRunAlert($entityName: String!, $projectName: String!, $runName: String!, $title: String!, $text: String!, $severity: AlertSeverity = INFO, $waitDuration: Duration) { notifyScriptableRunAlert(input: { entityName: $entityName, projectName: $projectName, runName: $runName, title: $title, text: $text, severity: $severity, waitDuration: $waitDuration }) { success } }';

const alert = (fields: object, token?: string) =>
  server.graphql(
    NOTIFY,
    { entityName: 'local', projectName: 'p', runName: 'r', title: 't', text: 'x', waitDuration: 60_000, ...fields },
    token,
  );
const alerts = async () => {
  const answer = await server.graphql<{ project: { run: { alerts: object[] } } }>(
    '{ project(name: "p") { run(name: "r") { alerts { title text severity createdAt } } } }',
  );
  return answer.data!.project.run.alerts;
};
const kept = { data: { notifyScriptableRunAlert: { success: true } } };
const held = { data: { notifyScriptableRunAlert: { success: false } } };

test('an alert is kept, with its time and how severe it is', async () => {
  expect(await alert({ title: 'loss', text: 'is NaN', severity: 'ERROR' })).toMatchObject(kept);
  expect(await alert({ title: 'done', text: '' })).toMatchObject(kept);
  const createdAt = new Date(clock).toISOString();
  expect(await alerts()).toEqual([
    { title: 'loss', text: 'is NaN', severity: 'ERROR', createdAt },
    { title: 'done', text: '', severity: 'INFO', createdAt },
  ]);
});

test('the next of the same title and run is held back until the wait is over', async () => {
  await server.createRun('p', 'other');
  expect(await alert({})).toMatchObject(kept);
  clock += 59_999;
  expect(await alert({ text: 'again' })).toMatchObject(held);
  expect(await alert({ title: 'another' })).toMatchObject(kept);
  expect(await alert({ runName: 'other' })).toMatchObject(kept);
  clock += 1;
  expect(await alert({ text: 'at last' })).toMatchObject(kept);
  expect(await alert({ waitDuration: null })).toMatchObject(kept);
  expect(await alert({ waitDuration: -5 })).toMatchObject(kept);
  expect(await alerts()).toMatchObject(['x', 'x', 'at last', 'x', 'x'].map((text) => ({ text })));
});

test('what is wrong is refused: no title, too much text, an unknown run, a page of another project', async () => {
  expect(await alert({ title: '' })).toMatchObject({ status: 400 });
  expect(await alert({ title: 'x'.repeat(257) })).toMatchObject({ status: 400 });
  expect(await alert({ text: 'x'.repeat(16_385) })).toMatchObject({ status: 400 });
  expect(await alert({ severity: 'LOUD' })).toMatchObject({ status: 400 });
  expect(await alert({ runName: 'none' })).toMatchObject({
    status: 404,
    errors: [{ message: expect.stringContaining('local/p/none') }],
  });
  const response = await server.fetch('/api/page-token', { method: 'POST', body: '{"project":"q"}' });
  const { token } = (await response.json()) as { token: string };
  expect(await alert({}, token)).toMatchObject({ status: 403 });
  expect(await alerts()).toEqual([]);
});

test('they are deleted with their run', async () => {
  await alert({});
  await server.graphql('mutation($id: ID!) { deleteRun(input: { id: $id }) { clientMutationId } }', { id });
  await server.createRun('p', 'r');
  expect(await alerts()).toEqual([]);
});

test('those of the levels WARN and ERROR are summed up, for lists of runs', async () => {
  const urgent = async () => {
    const answer = await server.graphql<{ project: { run: { urgentAlerts: object | null } } }>(
      '{ project(name: "p") { run(name: "r") { urgentAlerts { count level title at } } } }',
    );
    return answer.data!.project.run.urgentAlerts;
  };
  await alert({ title: 'quiet' });
  expect(await urgent()).toBeNull();
  await alert({ title: 'first', severity: 'ERROR' });
  clock += 5000;
  await alert({ title: 'second', severity: 'WARN' });
  await alert({ title: 'third', severity: 'INFO' });
  expect(await urgent()).toEqual({ count: 2, level: 'ERROR', title: 'second', at: new Date(clock).toISOString() });
});
