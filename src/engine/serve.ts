import { expose, type Endpoint } from 'comlink';
import { wandbBackend } from '../backend/wandb/index';
import { answering } from '../thread/answer';
import type { Unasked } from '../thread/contract';
import { RunEngine } from './engine';

/**
 * Starts an engine, for servers of the W&B protocol, that answers on this endpoint: the scope of a worker, or an end of
 * a local channel when it runs in the page.
 */
export function serve(endpoint: Endpoint): void {
  const engine = new RunEngine((event) => endpoint.postMessage({ event } satisfies Unasked), wandbBackend);
  expose(answering(engine), endpoint);
}
