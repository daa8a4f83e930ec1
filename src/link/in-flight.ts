import { STREAM_NAMES, type Alert, type LineCounts } from '../wire/index';
import type { Batch, LastWords } from '../thread/contract';
import { join, textsOf } from './batch';

/** A batch that was posted, and that no worker has confirmed yet. */
export interface InFlight {
  batch: Batch;
  rows: number;
}

/**
 * The first line of each stream that no worker has confirmed.
 *
 * @param next the lines that come next: the answer where all that was posted is confirmed.
 */
export function firstUnconfirmed(inFlight: readonly InFlight[], next: LineCounts): LineCounts {
  const first = { ...next };
  for (const { batch } of inFlight.toReversed()) {
    for (const stream of STREAM_NAMES) first[stream] = batch.streams[stream]?.offset ?? first[stream];
  }
  return first;
}

/** All that is in flight, as texts, and then what was not posted yet. */
export function allUnsaid(
  inFlight: readonly InFlight[],
  waiting: Batch['streams'],
  alerts: readonly Alert[],
): Pick<LastWords['batch'], 'streams' | 'alerts'> {
  const said = inFlight.flatMap(({ batch }) => batch.alerts ?? []).concat(alerts);
  return {
    streams: join([...inFlight.map(({ batch }) => batch.streams), waiting].map(textsOf)),
    ...(said.length > 0 && { alerts: said }),
  };
}
