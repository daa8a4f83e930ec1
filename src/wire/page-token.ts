/**
 * A page token: a write-only credential for one project that expires. A page gets one by `POST {base}/api/page-token`
 * where its browser is logged in, or with the nonce of the app; the key of an account never goes into a page.
 */
export const PAGE_TOKEN_PATH = 'api/page-token';

/** Where `spoor serve --app` has the app. */
export const APP_PATH = 'app/';

/**
 * The header of each page of the app, of a server that only its own machine reaches, with a nonce: a page shows with it
 * that it may read them. A header and not a tag, so that the app's own bytes stay as they are, and a HEAD request gets
 * a fresh one also past a service worker that keeps pages.
 */
export const APP_NONCE = 'spoor-app-nonce';

export interface PageTokenRequest {
  project: string;
  entity?: string;
  nonce?: string;
}

export interface PageToken {
  token: string;
  /** Unix time in milliseconds. */
  expiresAt: number;
}

/**
 * The `Authorization` header of a token or key: Basic with the user name "api" (W&B,
 * `core/internal/api/credentials.go`).
 */
export function basicAuthorization(token: string): string {
  return `Basic ${btoa(`api:${token}`)}`;
}
