import { expose, type Endpoint } from 'comlink';
import { answering } from './answer';
import { RunEngine } from './engine';

/** Starts an engine that answers on this endpoint: the scope of a worker, or a port when it runs in the page. */
export function serve(endpoint: Endpoint): void {
  expose(answering(new RunEngine()), endpoint);
}
