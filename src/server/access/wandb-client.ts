import type { Caller } from './caller';
import { Refusal } from '../trouble/refusal';

/**
 * W&B's own client for Python, which numbers the lines of each of its processes on its own; its name in shared mode,
 * where several write one run, is `id`. All others number the lines of the run.
 */
export interface WandbClient {
  id: string | null;
}

/**
 * Its own programs: today's, and the older one that still syncs offline runs of 0.28 and before. Not that for
 * JavaScript, which begins each run anew.
 */
const AGENT = /^(wandb-core|W&B Internal Client)\b/;

const MOST_CHARACTERS = 128;

/**
 * Who has sent a request, as its headers say; null when it was not W&B's client.
 *
 * @throws Refusal 400
 */
export function wandbClientOf(header: (name: string) => string | undefined, caller: Caller): WandbClient | null {
  // A page speaks as Spoor's own client, whatever it calls itself.
  if (caller.kind === 'page') return null;
  if (header('x-wandb-use-async-filestream') === 'true') {
    const id = header('x-wandb-async-client-id') ?? header('x-wandb-client-id');
    if (id !== undefined && id.length > MOST_CHARACTERS) {
      throw new Refusal(400, `The id of a client must have at most ${MOST_CHARACTERS} characters, not ${id.length}.`);
    }
    if (id) return { id };
  }
  return AGENT.test(header('user-agent') ?? '') ? { id: null } : null;
}
