import type { LineCounts, RowStream, StreamName } from '../../../wire/index';
import type { Awaitable } from './awaitable';

/** Who numbers the lines of a run, and where they lie. */
export interface WriterStore {
  byId(id: number): Awaitable<Writer>;
  /** The one that has come last, of those that do not know of others. */
  latest(run: number): Awaitable<Writer | null>;
  /** The one that came before it, of those that do not know of others. */
  before(run: number, writer: Writer): Awaitable<Writer | null>;
  /** The last few of those that do not know of others, the latest first. */
  lone(run: number): Awaitable<Writer[]>;
  ofClient(run: number, client: string): Awaitable<Writer | null>;
  hasAny(run: number): Awaitable<boolean>;
  create(run: number, client: string | null, from: LineCounts, summary: string | null): Awaitable<Writer>;
  /** Forgets those that were announced and have sent nothing. */
  dropIdle(run: number): Awaitable<void>;
  /** Another writer whose stream begins with this mark. */
  withMark(run: number, stream: RowStream, mark: string, except: number): Awaitable<Writer | null>;
  setMark(writer: number, stream: RowStream, mark: string): Awaitable<void>;
  setTwin(writer: number, twin: number): Awaitable<void>;
  setSummary(writer: number, summary: string): Awaitable<void>;
  /** Where its lines from one on and before another lie. */
  stretches(writer: number, stream: StreamName, from: number, end: number): Awaitable<Stretch[]>;
  /** Where its last line lies. */
  last(writer: number, stream: StreamName): Awaitable<Stretch | null>;
  /** Keeps a stretch, in place of one that begins with the same line. */
  put(writer: number, stream: StreamName, stretch: Stretch): Awaitable<void>;
  /** Makes a writer's lines of a stream those of another one, which has none of it. */
  give(writer: number, other: number, stream: RowStream): Awaitable<void>;
  dropStretches(writer: number, stream: StreamName): Awaitable<void>;
  /** Forgets all writers of a run: what there is then counts as one writer's. */
  forget(run: number): Awaitable<void>;
}

/**
 * One process of W&B's client, or one upload of the file that it wrote offline. It numbers the lines that it sends on
 * its own; several may write one run, after each other or at once.
 */
export interface Writer {
  id: number;
  /** The name that it gives itself in shared mode; null for one that does not know of others. */
  client: string | null;
  /** The writer that has sent the same lines before; they lie where that one has put them. */
  twin: number | null;
  /** The number that it gives to its own first line of each stream: not 0 when it goes on with a run. */
  from: LineCounts;
  /** The last summary that it has sent, as JSON text. */
  summary: string | null;
}

/**
 * Lines of a writer that follow each other, and lie together: its line `first + i`, counted from its own first one, is
 * line `number + i` of the run.
 */
export interface Stretch {
  first: number;
  number: number;
  length: number;
}
