import type { ListedRun } from '../store/port/store';
import type { Context, Part } from './context';

/**
 * How far a run has been passed on to another server; null when it is not. Our own: W&B's schema has nothing like it.
 */
export const forwardingPart: Part = {
  sdl: `
    extend type Run { forwarding: Forwarding }
    type Forwarding { host: String! url: String rows: Int! files: Int! problem: String }
  `,
  resolvers: {
    Run: { forwarding: (run: ListedRun, _args: object, { site }: Context) => site.relay?.forwardingOf(run) ?? null },
  },
};
