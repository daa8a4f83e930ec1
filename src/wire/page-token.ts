/**
 * A page token: a write-only credential for one project that expires. A page of the server's own origin gets one by
 * `POST {base}/api/page-token`; the key of an account never goes into a page.
 */
export const PAGE_TOKEN_PATH = 'api/page-token';

export interface PageTokenRequest {
  project: string;
  entity?: string;
}

export interface PageToken {
  token: string;
  /** Unix time in milliseconds. */
  expiresAt: number;
}

/** The `Authorization` header of a token or key: Basic with the user name "api" (W&B, `core/internal/api/credentials.go`). */
export function basicAuthorization(token: string): string {
  return `Basic ${btoa(`api:${token}`)}`;
}
