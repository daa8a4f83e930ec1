import type { Endpoint } from 'comlink';
import { serve } from '../../../../../src/media/video/worker/serve';

/** No text of a worker: in unit tests there is none, and what would run in it runs in the page. */
export const source = '';
export const start = async (scope: Endpoint): Promise<void> => serve(scope);
