import { STREAM_NAMES } from '../wire/index';
import type { Batch } from './contract';
import { textOf } from './slot';

/** The streams of a batch as texts alone: pictures were moved to the worker with the first attempt and are gone with it. */
export function textsOf({ history, ...side }: Batch['streams']): Batch['streams'] {
  return { ...side, ...(history && { history: { ...history, lines: history.lines.map(textOf) } }) };
}

/** Streams one after the other as one. */
export function join(parts: Batch['streams'][]): Batch['streams'] {
  const whole: Batch['streams'] = {};
  for (const part of parts) {
    for (const stream of STREAM_NAMES) {
      const next = part[stream];
      if (next) whole[stream] = whole[stream] ? { ...whole[stream], lines: [...whole[stream].lines, ...next.lines] } : { ...next };
    }
  }
  return whole;
}
