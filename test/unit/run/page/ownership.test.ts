import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { own } from '../../../../src/run/page/ownership';
import { runLock } from '../../../../src/wire/index';
import { FakeLocks } from '../../outbox/locks';

let locks: FakeLocks;
beforeEach(() => {
  locks = new FakeLocks();
  vi.stubGlobal('navigator', { locks });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const rest = () => new Promise((resolve) => setImmediate(resolve));
const isHeld = async () => (await rest(), locks.isHeld(runLock('k')));

describe('own', () => {
  it('holds the lock until it is released, and can take it again', async () => {
    const ownership = await own('k');
    expect(await isHeld()).toBe(true);
    ownership.release();
    ownership.release();
    expect(await isHeld()).toBe(false);
    expect(await ownership.retake()).toBe(true);
    expect(await isHeld()).toBe(true);
    ownership.release();
    expect(await isHeld()).toBe(false);
  });

  it('waits for a page that is on its way out', async () => {
    const first = await own('k');
    const second = own('k');
    await rest();
    first.release();
    expect([first.hasWaited, (await second).hasWaited]).toEqual([false, true]);
    (await second).release();
    expect(await isHeld()).toBe(false);
  });

  /** A page that has come back and waits for the one that adopts its run. */
  async function returnWhileAdopted() {
    const page = await own('k');
    page.release();
    await rest();
    const adopter = await own('k');
    const retaken = page.retake();
    await rest();
    return { page, adopter, retaken };
  }

  it('can let go also after it has left and returned twice while it waited', async () => {
    const { page, adopter, retaken } = await returnWhileAdopted();
    page.release();
    const impatience = new AbortController();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(impatience.signal);
    const again = page.retake();
    await rest();
    adopter.release();
    expect(await retaken).toBe(true);
    // The second wait is for its own lock.
    impatience.abort(new DOMException('too long', 'TimeoutError'));
    expect(await again).toBe(true);
    page.release();
    expect(await isHeld()).toBe(false);
  });

  it('gives up with a sentence when the other page stays', async () => {
    const impatience = new AbortController();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(impatience.signal);
    const first = await own('k');
    const second = own('k');
    await rest();
    impatience.abort(new DOMException('too long', 'TimeoutError'));
    await expect(second).rejects.toMatchObject({
      code: 'run-in-use',
      message: expect.stringContaining('open in another page') as string,
    });
    first.release();
    expect(await isHeld()).toBe(false);
  });

  it('does not take it again while another page keeps it', async () => {
    const first = await own('k');
    first.release();
    await rest();
    const second = await own('k');
    locks.request = () => Promise.reject(new DOMException('too long', 'TimeoutError'));
    expect(await first.retake()).toBe(false);
    first.release();
    expect(await isHeld()).toBe(true);
    second.release();
  });

  it('takes it again as soon as a page that adopts has let go', async () => {
    const { page, adopter, retaken } = await returnWhileAdopted();
    adopter.release();
    expect(await retaken).toBe(true);
    expect(await isHeld()).toBe(true);
    page.release();
    expect(await isHeld()).toBe(false);
  });

  it('does not keep it when the page has gone away again while it waited', async () => {
    const { page, adopter, retaken } = await returnWhileAdopted();
    page.release();
    adopter.release();
    await retaken;
    expect(await isHeld()).toBe(false);
  });

  it('hands on what else goes wrong', async () => {
    locks.request = () => Promise.reject(new DOMException('no', 'InvalidStateError'));
    await expect(own('k')).rejects.toMatchObject({ name: 'InvalidStateError' });
  });

  const deny = () => Promise.reject(new DOMException('denied', 'SecurityError'));

  it.each<[string, object | undefined]>([
    ['is not a navigator', undefined],
    ['are not Web Locks', {}],
    ['are Web Locks that refuse everything', { locks: { request: deny, query: deny } }],
  ])('owns at once where there %s', async (_what, navigator) => {
    vi.stubGlobal('navigator', navigator);
    const ownership = await own('k');
    ownership.release();
    expect(await ownership.retake()).toBe(true);
  });
});
