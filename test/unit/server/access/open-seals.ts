import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Clock } from '../../../../src/server/access/clock';
import { loadSecrets } from '../../../../src/server/access/secrets';
import { Seals } from '../../../../src/server/access/signed-token';

/** What a server with new secrets signs by, at a time that the test decides. */
export async function openSeals(now: () => number): Promise<Seals> {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-seals-'));
  const secrets = loadSecrets(folder);
  rmSync(folder, { recursive: true });
  const facts = { get: () => null, set: () => undefined };
  return new Seals(
    secrets,
    await Clock.open({ facts, machine: now, steady: now, onFailure: (error) => expect.fail(String(error)) }),
  );
}
