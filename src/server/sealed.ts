import type { Purpose, Secrets } from './secrets';

/** Packs claims and a moment into a text for an address, signed: who holds the address holds the permission, until that moment. */
export function seal(secrets: Secrets, purpose: Purpose, claims: readonly unknown[], expiresAt: number): string {
  const payload = Buffer.from(JSON.stringify([...claims, expiresAt])).toString('base64url');
  return `${payload}.${secrets.sign(purpose, payload)}`;
}

/** The claims of a text that `seal` has made for this purpose; says why there are none. */
export function unseal(secrets: Secrets, purpose: Purpose, text: string, now: number): unknown[] | 'forged' | 'expired' {
  const [payload = '', signature = ''] = text.split('.');
  if (!secrets.isSigned(purpose, payload, signature)) return 'forged';
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown[];
  return now < (claims.pop() as number) ? claims : 'expired';
}
