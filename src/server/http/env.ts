import type { HttpBindings } from '@hono/node-server';

/** What hono hands to each handler here: the request and the response as Node has them. */
export interface Env {
  Bindings: HttpBindings;
}
