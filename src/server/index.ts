/** The server of Spoor as a library: `spoor/server`. The command `spoor serve` is the same with a terminal around it. */
export { startServer, type RunningServer, type ServerOptions } from './server';
export type { AlertWebhookOptions } from './alert-webhook/index';
export type { ForwardOptions } from './relay/index';
