import { describe, expect, it } from 'vitest';
import { keyCredential } from '../../../../src/server/relay/key-credential';

describe('keyCredential', () => {
  it('reads the key again when it was refused, and says whether there is another', async () => {
    let file = 'one';
    const credential = keyCredential(() => file);
    expect(credential.renew()).toBe(false);
    file = 'two';
    expect(await credential.token()).toBe('one');
    expect(credential.renew()).toBe(true);
    expect(await credential.token()).toBe('two');
  });

  it('keeps the key whose file is gone', async () => {
    let isGone = false;
    const credential = keyCredential(() => {
      if (isGone) throw new Error('ENOENT');
      return 'one';
    });
    isGone = true;
    expect(credential.renew()).toBe(false);
    expect(await credential.token()).toBe('one');
  });
});
