import type { Endpoint } from 'comlink';
import { serve } from './serve';

// The text that the worker of `spoor/video` starts from.
serve(self as unknown as Endpoint);
