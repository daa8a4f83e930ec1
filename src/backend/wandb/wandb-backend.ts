import type { BackendFactory } from '../backend';
import { WandbBackend } from './client';
import { cachedCredential } from './credential';
import { fetchPageToken } from './page-token';

/** The server that a run is meant for; without a function that gives a token it is asked for a page token. */
export const wandbBackend: BackendFactory = (record, fetchToken, signal) => {
  const { baseUrl, entity, project, id: runId } = record;
  const credential = cachedCredential(fetchToken ?? (() => fetchPageToken({ baseUrl, entity, project, runId })));
  return new WandbBackend(baseUrl, credential, __SPOOR_VERSION__, signal);
};
