import type { Endpoint } from 'comlink';
import { serveEncoders } from '../../worker/serve-encoders';
import { encodeVideos } from '../engine/encode';

/** Answers for clips, in a worker or in the page. */
export function serve(endpoint: Endpoint): void {
  serveEncoders({ video: encodeVideos }, endpoint);
}
