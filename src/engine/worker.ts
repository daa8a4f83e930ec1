import type { Endpoint } from 'comlink';
import { serve } from './serve';

// The file that `workerUrl` names, and the text that an inline worker starts from.
serve(self as unknown as Endpoint);
