import type { Endpoint } from 'comlink';

// `virtual:engine` as the module build gives it (vite.config.ts), from source: Node has no Worker of the web, so the
// engine runs on the last rung, in the page.
export const source = 'throw new Error("Node has no web workers");';

export async function start(endpoint: Endpoint): Promise<void> {
  (await import('../../../src/engine/serve')).serve(endpoint);
}
