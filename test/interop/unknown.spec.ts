import { describe, expect } from 'vitest';
import { clients } from './clients';
import { expectNothingUnknown, test } from './suite';

// The control of every other test here: what these send must make the check of the suite fail.
describe(clients.wandb, () => {
  test.for<[string, string, string]>([
    ['an operation', 'query { viewer { favouriteColour } }', 'favouriteColour'],
    ['an input', 'mutation { upsertBucket(input: { name: "r", colour: "red" }) { inserted } }', 'colour'],
    ['an address', '/artifactsV9/local/p/r', '/artifactsV9/local/p/r'],
  ])('cannot send %s that the server does not know unnoticed', async ([, sent, unknown], { server }) => {
    const { result } = await server.python('unknown.py', { args: [sent] });
    expect(result).toEqual({ refused: true });
    expect(server.reported).toEqual([expect.stringContaining(unknown)]);
    expect(() => expectNothingUnknown(server)).toThrow('does not know');
  });
});
