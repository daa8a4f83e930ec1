import type { RunRecord } from '../../wire/index';
import { WandbBackend } from './client';
import { cachedCredential, fetchPageToken } from './credential';

/**
 * The backend that a run is meant for, with the token that `fetchToken` gives; null asks the server for a page token.
 *
 * @param signal ends every request, that under way too.
 */
export function backendOf(
  record: RunRecord,
  fetchToken: (() => Promise<string>) | null,
  signal?: AbortSignal,
): WandbBackend {
  const { baseUrl, entity, project, id: runId } = record;
  const credential = cachedCredential(fetchToken ?? (() => fetchPageToken({ baseUrl, entity, project, runId })));
  return new WandbBackend(baseUrl, credential, __SPOOR_VERSION__, signal);
}
