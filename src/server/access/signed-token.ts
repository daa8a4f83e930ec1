import type { Clock } from './clock';
import type { Purpose, Secrets } from './secrets';

/** A string that is a permission, and the moment at which it ends, in Unix milliseconds. */
export interface Sealed {
  text: string;
  expiresAt: number;
}

/**
 * Makes and reads texts that are permissions for a while: who holds the text holds the permission. All that the server
 * hands out of this kind is made here.
 */
export class Seals {
  readonly #secrets: Secrets;
  readonly #clock: Clock;

  constructor(secrets: Secrets, clock: Clock) {
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** Packs claims into a string for an address or a header, signed, for so many milliseconds. */
  seal(purpose: Purpose, claims: readonly unknown[], lifeMs: number): Sealed {
    const expiresAt = this.#clock.now() + lifeMs;
    const payload = Buffer.from(JSON.stringify([...claims, expiresAt])).toString('base64url');
    return { text: `${payload}.${this.#secrets.sign(purpose, payload)}`, expiresAt };
  }

  /** The claims of a string that `seal` has made for this purpose; else says why it is worth nothing. */
  unseal(purpose: Purpose, text: string): unknown[] | 'forged' | 'expired' {
    const [payload = '', signature = ''] = text.split('.');
    if (!this.#secrets.isSigned(purpose, payload, signature)) return 'forged';
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown[];
    return this.#clock.isPast(claims.pop() as number) ? 'expired' : claims;
  }
}
