import { describe, expect, it } from 'vitest';
import { cachedCredential } from '../../../../src/backend/wandb/credential';
import { DeliveryError, SpoorError } from '../../../../src/wire/index';

describe('cachedCredential', () => {
  it('fetches once, also for requests at the same time, and again when the token is refused', async () => {
    let fetched = 0;
    const credential = cachedCredential(async () => `t${++fetched}`);
    expect(await Promise.all([credential.token(), credential.token()])).toEqual(['t1', 't1']);
    expect(credential.renew()).toBe(true);
    expect(await credential.token()).toBe('t2');
    expect(fetched).toBe(2);
  });

  it('tries again after a failure, and says whose it was', async () => {
    let attempt = 0;
    const credential = cachedCredential(async () => {
      if (attempt++ === 0) throw new TypeError('no session');
      return 't';
    });
    await expect(credential.token()).rejects.toMatchObject({
      code: 'unreachable',
      message: 'The token() given to init() failed: no session',
    });
    expect(await credential.token()).toBe('t');
  });

  it('keeps the code of a failure that has one', async () => {
    const none = new SpoorError('unauthorized', 'token() gave no text');
    await expect(cachedCredential(() => Promise.reject(none)).token()).rejects.toMatchObject({
      code: 'unauthorized',
      name: 'SpoorError',
    });
  });

  it('keeps a failure that says itself what it is', async () => {
    const busy = new DeliveryError('busy', 'later', { retryAfter: 5 });
    await expect(cachedCredential(() => Promise.reject(busy)).token()).rejects.toBe(busy);
  });
});
