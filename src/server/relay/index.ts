import { systemClock } from '../../outbox/clock';
import { SpoorError } from '../../wire/index';
import { version } from '../files/package-folder';
import type { Address } from '../access/address';
import type { Runs } from '../runs/runs';
import { upstreamAddress } from './address';
import { keyCredential } from './key-credential';
import { Relay, type RelayOptions } from './relay';
import { Upstream } from './upstream';

/** @internal */
export type { Relay } from './relay';

/** Where a server passes its runs on to. */
export interface ForwardOptions {
  /**
   * A server of the W&B protocol: `https://api.wandb.ai`, or another Spoor. Plain http only to this machine, unless
   * `insecure`.
   */
  to: string;
  /** Gives the key of that server; asked at the start, and again when the key was refused. */
  key: () => string;
  /** Whose the runs are there; default: the key's own entity. */
  entity?: string;
  /** Also pass on runs that had ended before runs were first passed on to that server. Default false. */
  all?: boolean;
  /**
   * Whether the address may be plain http to another machine, where anybody on the way can read the key. Default false.
   */
  insecure?: boolean;
}

/** What a relay is started from. */
interface Place extends Pick<RelayOptions, 'store' | 'blobs' | 'now' | 'report'> {
  runs: Runs;
  address: Address;
}

/**
 * Begins to pass runs on; what is owed from before comes first.
 *
 * @internal
 * @throws SpoorError `bad-option`
 */
export async function startRelay(place: Place, options: ForwardOptions): Promise<Relay> {
  const { store, blobs, runs, address, now, report } = place;
  const url = upstreamAddress(options.to, options.insecure ?? false, address);
  const credential = keyCredential(() => readKey(options.key, url));
  const onStop = async (id: number) => {
    const run = await store.runs.byId(id);
    if (run && !run.stopRequested) await runs.requestStop(id);
  };
  const relay = new Relay({
    store,
    blobs,
    server: new Upstream(url, credential, version),
    upstream: await store.relays.upstream(url, options.all ?? false, now()),
    entity: options.entity ?? null,
    clock: systemClock,
    now,
    report,
    onStop,
  });
  runs.watch({ changed: ({ id }) => relay.changed(id), deleted: ({ id }) => relay.deleted(id) });
  void relay
    .run()
    .catch((error: unknown) => report(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return relay;
}

function readKey(read: () => string, url: string): string {
  const key = read().trim();
  // Any other character would end up in an error message of the HTTP client.
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new SpoorError(
    'bad-option',
    `The key for ${url} must be a single word, and ${key === '' ? 'is empty' : 'has spaces or other characters that no key has'}: look at the file of --forward-key-file, or at SPOOR_FORWARD_KEY.`,
  );
}
