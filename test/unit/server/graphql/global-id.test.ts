import { expect, test } from 'vitest';
import { globalId, localId } from '../../../../src/server/graphql/global-id';

test('an id gives back its number, and to no other kind', () => {
  const id = globalId('Run', 42);
  expect(id).toMatch(/^[A-Za-z0-9+/]+=*$/);
  expect(localId('Run', id)).toBe(42);
  expect(localId('Artifact', id)).toBeNull();
});

test.each([
  '',
  '42',
  'Run:42',
  globalId('Run', '1e3'),
  globalId('Run', -1),
  globalId('Run', '42\n'),
  globalId('Run', '9'.repeat(16)),
  globalId('Run', ''),
  globalId('File', 'artifact/1'),
  '\ud800',
])('what nobody was given names nothing: %j', (text) => expect(localId('Run', text)).toBeNull());
