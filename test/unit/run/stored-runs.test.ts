import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deleteRun, exportRun, init, runs, type Run } from '../../../src/index';
import { enterPage } from './page';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  enterPage();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const ids = async () => (await runs()).map(({ id }) => id);

async function start(): Promise<Run> {
  const run = await init({ project: 'p', mode: 'offline' });
  run.log({ a: 1 });
  await run.flush();
  return run;
}

describe('deleteRun', () => {
  it.each([true, false])(
    'refuses a run that this page has open, and forgets it when it has ended; with Web Locks: %s',
    async (hasLocks) => {
      if (!hasLocks) vi.stubGlobal('navigator', {});
      const run = await start();
      await expect(deleteRun(run)).rejects.toMatchObject({ code: 'run-in-use' });
      await run.finish();
      expect(await ids()).toContain(run.id);
      await deleteRun(run);
      expect(await ids()).not.toContain(run.id);
    },
  );

  it('forgets a run by what init made, also when the server has said since whose it is', async () => {
    const run = await start();
    await run.finish();
    vi.spyOn(run, 'entity', 'get').mockReturnValue('somebody');
    await deleteRun(run);
    expect(await ids()).not.toContain(run.id);
  });
});

describe('what is not a run', () => {
  it.each(['m1', undefined, null, 7, {}, { id: 'm1' }, { id: 'm1', project: 'p' }])('is refused: %j', async (given) => {
    for (const [name, act] of Object.entries({ deleteRun, exportRun })) {
      await expect(act(given as unknown as Run)).rejects.toMatchObject({
        code: 'bad-option',
        message: expect.stringContaining(`${name}() must be given a run, such as one of runs(), not `) as string,
      });
    }
  });
});

describe('exportRun', () => {
  it('says that this browser does not hold a run', async () => {
    await expect(exportRun({ id: 'm1', project: 'p', entity: null, baseUrl: 'http://h' })).rejects.toMatchObject({
      code: 'no-run',
    });
  });
});
