import { describe, expect } from 'vitest';
import { clients } from './clients';
import { test } from './suite';

const CHECKED = [
  'Checking if logged in',
  'Checking signed URL upload',
  'Checking ability to send large payloads through proxy',
  'Checking CORs configuration of the bucket',
  'Checking wandb package version is up to date',
  'Checking logged metrics, saving and downloading a file',
  'Checking artifact save and download workflows',
  'Checking sweep creation and agent execution',
];

describe(clients.wandb, () => {
  test('verifies the server with `wandb verify`', { timeout: 300_000 }, async ({ server }) => {
    const { output } = await server.wandb(['verify', '--host', server.url], { timeout: 280_000 });
    for (const name of CHECKED) expect(output).toMatch(new RegExp(`${name}\\.+✅`));
    // The server of the test speaks no TLS, which is said and is not an error.
    expect(output.match(/❌/g)).toHaveLength(2);
  });
});
