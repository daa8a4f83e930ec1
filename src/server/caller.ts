import { checkName, DEFAULT_ENTITY } from '../wire/name';
import type { PageToken } from '../wire/page-token';
import { Refusal } from './refusal';
import { seal, unseal } from './sealed';
import { isSame, type Secrets } from './secrets';

/** Who sends a request: the owner may do everything, a page may write to one project. */
export type Caller = { kind: 'owner' } | { kind: 'page'; entity: string; project: string };

const OWNER: Caller = { kind: 'owner' };
const TOKEN_LIFE_MS = 12 * 3600 * 1000;
/** A page fetches a nonce and uses it at once. */
const NONCE_LIFE_MS = 5 * 60 * 1000;

/** Makes credentials and recognizes them. */
export class Credentials {
  readonly #secrets: Secrets;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  /** Who presents this key or token; null when it is neither, or is too old. */
  recognize(credential: string, now: number): Caller | null {
    if (isSame(credential, this.#secrets.key)) return OWNER;
    const [label, payload, signature, ...rest] = credential.split('.');
    if (label !== 'page' || !payload || !signature || rest.length > 0) return null;
    if (!this.#secrets.isSigned('page-token', payload, signature)) return null;
    const [entity, project, expiresAt] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, string, number];
    return now < expiresAt ? { kind: 'page', entity, project } : null;
  }

  /** A token that may write to this project and nothing else. */
  pageToken(entity: string, project: string, now: number): PageToken {
    checkName('entity', entity);
    checkName('project', project);
    const expiresAt = now + TOKEN_LIFE_MS;
    const payload = Buffer.from(JSON.stringify([entity, project, expiresAt])).toString('base64url');
    return { token: `page.${payload}.${this.#secrets.sign('page-token', payload)}`, expiresAt };
  }

  /** What a page of the app shows to get a token. It is signed, not kept, so a restart of the server does not matter to it. */
  appNonce(now: number): string {
    return seal(this.#secrets, 'app', [], now + NONCE_LIFE_MS);
  }

  isAppNonce(text: string, now: number): boolean {
    return Array.isArray(unseal(this.#secrets, 'app', text, now));
  }

  isKey(text: string): boolean {
    return isSame(text, this.#secrets.key);
  }

  /** What the cookie of the dashboard holds: it ends with the key and cannot be turned back into it. */
  get session(): string {
    return this.#secrets.sign('session', this.#secrets.key);
  }

  isSession(text: string): boolean {
    return isSame(text, this.session);
  }
}

/** @throws Refusal 403 unless the caller may write to this project. */
export function requireProject(caller: Caller, entity: string, project: string): void {
  if (caller.kind === 'owner' || (caller.entity === entity && caller.project === project)) return;
  throw new Refusal(
    403,
    `This token is for the project ${caller.entity}/${caller.project} only; get one for ${entity}/${project} from POST /api/page-token.`,
  );
}

/** The entity that a request means: its own name for it, that of its token, or the one user of this server. */
export function entityOf(caller: Caller, entity: string | null | undefined): string {
  return entity || (caller.kind === 'page' ? caller.entity : DEFAULT_ENTITY);
}
