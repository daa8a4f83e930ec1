import { STREAM_NAMES } from '../wire/index';
import type { Batch, LastWords } from '../thread/contract';
import { textOf } from './pending-row';

type TextStreams = LastWords['batch']['streams'];

/**
 * The streams of a batch as texts alone: media were moved to the worker with the first attempt and are gone with it.
 */
export function textsOf(streams: Batch['streams']): TextStreams {
  const texts: TextStreams = {};
  for (const stream of STREAM_NAMES) {
    const part = streams[stream];
    if (part) texts[stream] = { offset: part.offset, lines: part.lines.map((line) => textOf(line)) };
  }
  return texts;
}

/** Streams one after the other as one. */
export function join(parts: TextStreams[]): TextStreams {
  const whole: TextStreams = {};
  for (const stream of STREAM_NAMES) {
    const numbered = parts.flatMap((part) => part[stream] ?? []);
    if (numbered[0]) whole[stream] = { offset: numbered[0].offset, lines: numbered.flatMap(({ lines }) => lines) };
  }
  return whole;
}
