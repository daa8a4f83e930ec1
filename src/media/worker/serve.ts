import type { Endpoint } from 'comlink';
import { encoders } from './encoders';
import { serveEncoders } from './serve-encoders';

/** Answers for the kinds of `spoor/media`, in a worker or in the page. */
export function serve(endpoint: Endpoint): void {
  serveEncoders(encoders, endpoint);
}
