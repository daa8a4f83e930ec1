import { checkName, DEFAULT_ENTITY, type PageToken } from '../../wire/index';
import { Refusal } from '../trouble/refusal';
import type { Seals } from './signed-token';
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
  readonly #seals: Seals;

  constructor(secrets: Secrets, seals: Seals) {
    this.#secrets = secrets;
    this.#seals = seals;
  }

  /** Who presents this key or token; null when it is neither, or is too old. */
  recognize(credential: string): Caller | null {
    if (isSame(credential, this.#secrets.key)) return OWNER;
    const [label, payload, signature, ...rest] = credential.split('.');
    if (label !== 'page' || !payload || !signature || rest.length > 0) return null;
    const claims = this.#seals.unseal('page-token', `${payload}.${signature}`);
    if (!Array.isArray(claims)) return null;
    const [entity, project] = claims as [string, string];
    return { kind: 'page', entity, project };
  }

  /** A token that may write to this project and nothing else. */
  pageToken(entity: string, project: string): PageToken {
    checkName('entity', entity);
    checkName('project', project);
    const { text, expiresAt } = this.#seals.seal('page-token', [entity, project], TOKEN_LIFE_MS);
    return { token: `page.${text}`, expiresAt };
  }

  /**
   * What a page of the app shows to get a token. It is signed, not kept, so a restart of the server does not matter to
   * it.
   */
  appNonce(): string {
    return this.#seals.seal('app', [], NONCE_LIFE_MS).text;
  }

  isAppNonce(text: string): boolean {
    return Array.isArray(this.#seals.unseal('app', text));
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
