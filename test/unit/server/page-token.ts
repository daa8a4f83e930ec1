import type { PageToken } from '../../../src/wire/index';
import type { TestServer } from '../../support/server';

/** A token by which a page may write to this project, and do nothing else. */
export async function pageToken(server: TestServer, project = 'p'): Promise<string> {
  const response = await server.fetch('/api/page-token', { method: 'POST', body: JSON.stringify({ project }) });
  return ((await response.json()) as PageToken).token;
}
