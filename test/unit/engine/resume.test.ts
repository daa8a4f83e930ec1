import { describe, expect, it } from 'vitest';
import { NO_LINES, type RunRecord } from '../../../src/wire/index';
import { statusOf } from '../../../src/engine/resume';
import type { OpenRequest } from '../../../src/thread/contract';
import { ModelBackend } from '../../support/backend';
import { recordOf, requestOf } from '../run/recorder';

const fork = recordOf({ id: 'child', forkedFrom: { run: 'parent', step: 4 } });
const others = [{ run: 'parent', step: 5 }, { run: 'other', step: 4 }, undefined].map((forkedFrom) =>
  recordOf({ id: 'child', forkedFrom }),
);

/** Opens the fork, where this browser or the server has a run of its id. */
async function open(known: RunRecord | undefined, there?: RunRecord, changes: Partial<OpenRequest> = {}) {
  const backend = new ModelBackend();
  if (there) await backend.upsert(there);
  return statusOf(requestOf({ record: fork, isNew: false, resumeTimeout: 1_000, ...changes }), known, backend);
}

describe('a fork by an id', () => {
  it('begins where there is no run of the id', async () => {
    expect(await open(undefined)).toBeNull();
  });

  it('goes on where this browser, or the server, has the same fork', async () => {
    expect(await open(fork)).toBeNull();
    expect(await open(undefined, fork)).toMatchObject({ forkedFrom: fork.forkedFrom });
  });

  it.each(others)('is refused where either has another run: $forkedFrom', async (other) => {
    const refusal = { code: 'run-exists', message: expect.stringContaining('choose another id') as string };
    await expect(open(other)).rejects.toMatchObject(refusal);
    await expect(open(undefined, other)).rejects.toMatchObject(refusal);
  });

  it('is not refused to a worker that takes the place of another', async () => {
    expect(await open(others[0], undefined, { again: { ...NO_LINES } })).toBeNull();
  });

  it("is refused by resume: 'never' where the same fork is there", async () => {
    await expect(open(fork, undefined, { resume: 'never' })).rejects.toMatchObject({ code: 'run-exists' });
  });
});
