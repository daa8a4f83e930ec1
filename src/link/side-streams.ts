import { STREAM_NAMES, type LineCounts, type StreamName } from '../wire/index';
import type { Batch } from '../thread/contract';

/** The streams beside the rows: finished lines, with nothing to wait for. */
export type SideStream = Exclude<StreamName, 'history'>;

const SIDE_STREAMS = STREAM_NAMES.filter((stream): stream is SideStream => stream !== 'history');

/** Lines of the side streams that wait to be posted, and their numbers. */
export class SideStreams {
  /** The number of the next line to be posted of each. */
  readonly next: LineCounts;
  #lines: Record<SideStream, string[]> = { events: [], output: [] };

  constructor(next: LineCounts) {
    this.next = { ...next };
  }

  add(stream: SideStream, lines: string[]): void {
    this.#lines[stream].push(...lines);
  }

  /** What waits, as a batch says it. */
  read(): Batch['streams'] {
    return Object.fromEntries(
      SIDE_STREAMS.filter((stream) => this.#lines[stream].length > 0).map((stream) => [
        stream,
        { offset: this.next[stream], lines: this.#lines[stream] },
      ]),
    );
  }

  take(): Batch['streams'] {
    const taken = this.read();
    for (const stream of SIDE_STREAMS) this.next[stream] += this.#lines[stream].length;
    this.#lines = { events: [], output: [] };
    return taken;
  }
}
