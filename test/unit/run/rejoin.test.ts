import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deleteRun, init, runs } from '../../../src/index';
import { enterPage } from './page';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  enterPage();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const warnings = () =>
  vi
    .mocked(console.warn)
    .mock.calls.map(([sentence]) => String(sentence))
    .filter((sentence) => sentence.includes('is open in this page'));

describe('a run that this page has open already', () => {
  const options = { project: 'p', id: 'abc', mode: 'offline' as const };

  it('is handed back, also while it is being opened', async () => {
    const [first, second] = await Promise.all([init(options), init(options)]);
    expect(second).toBe(first);
    expect(await init(options)).toBe(first);
    expect(warnings()).toEqual([]);
    expect((await runs()).filter(({ project, id }) => project === 'p' && id === 'abc')).toHaveLength(1);
  });

  it('is not that of another project', async () => {
    const [first, second] = await Promise.all([init(options), init({ ...options, project: 'q' })]);
    expect(second).not.toBe(first);
  });

  it.each(['while it is being opened', 'when it is open'])(
    'is opened anew when it is finished %s: what an effect of React does twice, with a cleanup that finishes',
    async (when) => {
      const effect = () => {
        const opening = init(options);
        return { opening, cleanup: () => opening.then((run) => run.finish()) };
      };
      // In the order of StrictMode: effect, cleanup, effect.
      const first = effect();
      if (when === 'when it is open') await first.opening;
      const ended = first.cleanup();
      const second = effect();
      const [one, two] = await Promise.all([first.opening, second.opening, ended]);
      expect(two).not.toBe(one);
      two.log({ a: 1 });
      expect([one.status().state, two.status().state, two.resumed]).toEqual(['finished', 'running', true]);
      // Three at once agree on one.
      const all = [effect(), effect(), effect()];
      const [a, b, c] = await Promise.all(all.map(({ opening }) => opening));
      expect([a === two, b === two, c === two]).toEqual([true, true, true]);
    },
  );

  it('is opened once by all that wait for its end', async () => {
    const first = await init(options);
    const ended = first.finish();
    const [a, b, c] = await Promise.all([init(options), init(options), init(options), ended]);
    expect([a === first, b === a, c === a]).toEqual([false, true, true]);
  });

  it('is opened anew when the first attempt has failed', async () => {
    const open = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      throw new Error('not now');
    });
    const isHeld = navigator.locks.request(
      'spoor:run:http%3A%2F%2F127.0.0.1%3A9//p/abc',
      () => new Promise(() => undefined),
    );
    void isHeld;
    const [first, second] = await Promise.allSettled([init(options), init(options)]);
    expect([first.status, second.status]).toEqual(['rejected', 'rejected']);
    open.mockRestore();
    vi.stubGlobal('navigator', { locks: undefined });
    expect((await init(options)).status().state).toBe('running');
  });

  it('takes what describes it, and says what else it was asked for', async () => {
    const first = await init({ ...options, config: { lr: 1, depth: 2 }, beforeLog: (row) => row });
    const again = await init({
      ...options,
      config: { lr: 2 },
      name: 'second',
      tags: ['a', 'b'],
      beforeLog: (row) => ({ ...row }),
      settings: { transmitInterval: 5 },
      sweepId: 's',
    });
    expect(again).toBe(first);
    expect({ ...again.config }).toEqual({ lr: 2, depth: 2 });
    expect([again.name, again.tags]).toEqual(['second', ['a', 'b']]);
    expect(warnings()).toEqual([expect.stringContaining('(not taken: settings, sweepId)')]);
  });

  it('does not begin again from a step, nor as one that must be new', async () => {
    await init(options);
    for (const asked of [{ resume: 'never' as const }, { forkFrom: { run: 'other', step: 1 } }])
      await expect(init({ ...options, ...asked })).rejects.toMatchObject({
        code: 'run-in-use',
        message: expect.stringContaining('open in this page') as string,
      });
    await expect(init({ project: 'p', id: 'abc', rewindTo: 0 })).rejects.toMatchObject({ code: 'run-in-use' });
  });

  it('is handed back to the same call without an id that goes on where this browser was left', async () => {
    const auto = { project: 'auto', mode: 'offline' as const, resume: 'auto' as const, config: { big: 1 } };
    const [first, second] = await Promise.all([init(auto), init(auto)]);
    expect(second).toBe(first);
    expect(await init({ ...auto, config: { big: 2 } })).not.toBe(first);
    expect(await init({ ...auto, config: { big: 1n } })).not.toBe(first);
    expect((await runs()).filter(({ project }) => project === 'auto')).toHaveLength(3);
  });

  it('is known to a module that is loaded anew in the same page, by hot reload or a script tag that is put in again', async () => {
    const first = await init(options);
    vi.resetModules();
    const anew = await import('../../../src/index');
    expect(anew.init).not.toBe(init);
    expect(await anew.init(options)).toBe(first);
  });

  it('is said to be in this page when it cannot be deleted', async () => {
    const run = await init(options);
    const [stored] = await runs();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.timeout(50));
    await expect(deleteRun(stored!)).rejects.toMatchObject({
      code: 'run-in-use',
      message: expect.stringContaining('this page') as string,
    });
    await run.finish();
    await deleteRun(stored!);
  });
});

it('without an id each call begins a run of its own', async () => {
  const [first, second] = await Promise.all([
    init({ project: 'p', mode: 'offline' }),
    init({ project: 'p', mode: 'offline' }),
  ]);
  expect(second.id).not.toBe(first.id);
});
