import 'fake-indexeddb/auto';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportRun, init, type Run } from '../../../../src/index';
import { enterPage } from '../page';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  enterPage();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** How many rows a file of the run has. */
async function rowsIn(run: Run): Promise<number> {
  const text = gunzipSync(await (await exportRun(run)).arrayBuffer()).toString();
  return text.split('\n').filter((line) => line.includes('_step')).length;
}

describe('a run whose rows find no room in the journal', () => {
  it('is exported as far as it has come, and holds up neither a fork of it nor the export of another', async () => {
    const run = await init({ project: 'p', mode: 'offline', settings: { storageBudget: 1 } });
    run.log({ n: 0 });
    await run.flush();
    run.log({ n: 1 });
    expect(await rowsIn(run)).toBe(1);
    const fork = await init({ project: 'p', mode: 'offline', forkFrom: { run: run.id, step: 0 } });
    fork.log({ n: 1 });
    expect(await rowsIn(fork)).toBe(1);
  }, 10_000);
});
