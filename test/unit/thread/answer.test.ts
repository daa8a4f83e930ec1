import { describe, expect, it } from 'vitest';
import { SpoorError, type Answer } from '../../../src/wire/index';
import { answering, asking, type Answering } from '../../../src/thread/answer';

interface Listing {
  list(): Promise<unknown>;
}

const DEATH = new SpoorError('worker-failed', 'The worker is gone.');

function mortal(list: () => Promise<unknown>) {
  let fail!: (error: unknown) => void;
  const failure = new Promise<never>((_resolve, reject) => (fail = reject));
  const engine = asking<Listing>(answering({ list }), failure);
  return { engine, fail };
}

describe('an engine across a thread', () => {
  it('gives what it gives, and fails with the code of the failure', async () => {
    expect(await mortal(async () => [1]).engine.list()).toEqual([1]);
    const { engine } = mortal(() => Promise.reject(new SpoorError('storage-full', 'x')));
    await expect(engine.list()).rejects.toMatchObject({ name: 'SpoorError', code: 'storage-full' });
  });

  it('that dies leaves no question open, and answers none from then on', async () => {
    let asked = 0;
    const { engine, fail } = mortal(() => (asked++, new Promise(() => undefined)));
    const open = engine.list();
    fail(DEATH);
    await expect(open).rejects.toBe(DEATH);
    await expect(engine.list()).rejects.toBe(DEATH);
    expect(asked).toBe(1);
  });

  it('fails when the question cannot be carried', async () => {
    const remote = { list: () => Promise.reject(new Error('could not be cloned')) } as unknown as Answering<Listing>;
    await expect(asking<Listing>(remote, new Promise<never>(() => undefined)).list()).rejects.toThrow(
      'could not be cloned',
    );
  });

  it('that answers after its death is not heard', async () => {
    let say!: (answer: Answer<unknown>) => void;
    let fail!: (error: unknown) => void;
    const remote = { list: () => new Promise((resolve) => (say = resolve)) } as unknown as Answering<Listing>;
    const open = asking<Listing>(remote, new Promise<never>((_resolve, reject) => (fail = reject))).list();
    fail(DEATH);
    await expect(open).rejects.toBe(DEATH);
    say({ ok: true, value: [] });
    await expect(open).rejects.toBe(DEATH);
  });
});
