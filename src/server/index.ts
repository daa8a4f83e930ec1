/**
 * The server of Spoor as a library. The command `spoor serve` is the same with a terminal around it.
 *
 * @module spoor/server
 */
export { startServer, type RunningServer, type ServerOptions } from './server';
export type { AlertWebhookOptions } from './alert-webhook/index';
export type { ForwardOptions } from './relay/index';
