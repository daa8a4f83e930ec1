/**
 * What page and worker say to each other. comlink carries the calls, and `thread/answer` their failures. What the
 * worker says by itself goes the same way, as a message that answers none.
 */
import type {
  Alert,
  Answer,
  FAREWELL,
  LineCounts,
  Problem,
  ProblemCode,
  Row,
  RunIdentity,
  RunRecord,
  StreamName,
} from '../wire/index';
import type { Draft, SavedFile } from './draft';

export interface OpenRequest {
  record: RunRecord;
  /** Names this opening of the run; appends of earlier ones are refused from now on. */
  writer: string;
  /** The id was made up just now: nobody else can have lines of it. */
  isNew: boolean;
  /**
   * The same opening, in another worker: the first line of each stream that none has confirmed. Refused when another
   * page has opened the run since. Else null.
   */
  again: LineCounts | null;
  /** False in mode `offline`: nothing is sent. */
  deliver: boolean;
  /** Whether the page can answer a `token` event; else the worker asks the server for a page token. */
  hasToken: boolean;
  /** Milliseconds. */
  transmitInterval: number;
  /** Bytes that the journal may hold when a batch of this run comes; Infinity for no limit but the browser's. */
  storageBudget: number;
  /** How long to wait for what the server knows of a run that this browser does not, in milliseconds. */
  resumeTimeout: number;
  /** Whether the run must, or must not, be known already to this browser or the server. */
  resume: 'allow' | 'must' | 'never';
  /**
   * The step that the run is taken back to on the server, before anything else; null leaves it as it is. Once: not in
   * another worker.
   */
  rewindTo: number | null;
}

export interface DeliverRequest {
  /** Names the asker in `token` events. */
  asker: string;
  baseUrl: string;
  hasToken: boolean;
}

export interface Opened {
  /** The number of the next line of each stream. */
  next: LineCounts;
  /** The step of the next row. */
  step: number;
  resumed: boolean;
  /** Bytes of it that the journal holds already. */
  waitingBytes: number;
  record: RunRecord;
  /** Without what was set by hand in this browser, which wins. */
  summary: Row;
  pinned: Row;
  /** Null until the backend has been reached for the first time. */
  identity: RunIdentity | null;
}

/** One window's worth of a run, in order. */
export interface Batch {
  streams: { [stream in StreamName]?: { offset: number; lines: Draft[] } };
  /** Counts what the writer has said of the run; what is said later says more. */
  sequence: number;
  step: number;
  openRow: string | null;
  record?: Partial<RunRecord>;
  pinned?: Row;
  alerts?: Alert[] | undefined;
  files?: SavedFile[] | undefined;
}

/** What a page says of a run while it goes away, for somebody else to journal. */
export interface LastWords {
  writer: string;
  record: RunRecord;
  /** Its lines are texts: nothing waits any more, and files cannot be said. */
  batch: Omit<Batch, 'streams' | 'files' | 'record'> & {
    streams: { [stream in StreamName]?: { offset: number; lines: string[] } };
  };
  /** When it was said; Unix time in milliseconds. */
  at?: number;
}

/**
 * What a page that goes away says to the service worker: the run is yours, and this is what the journal does not have
 * of it.
 */
export interface Farewell {
  type: typeof FAREWELL;
  words: LastWords | null;
}

/** A run that this browser holds. */
export interface StoredRunRecord {
  record: RunRecord;
  exitCode: number | null;
  /** Unix time in milliseconds of the last sign of life of its page. */
  updatedAt: number;
  isDelivered: boolean;
  waiting: { rows: number; files: number; bytes: number };
}

/** Rows of a run, as lines. */
export interface HistoryPage {
  lines: string[];
  /** Where the next page begins: a line, or a step; null after the last. */
  next: number | null;
  /** Whether there are rows elsewhere too: of those that wait, that the server has others. */
  isPart: boolean;
}

/** What the worker does for its pages. Each method rejects with a SpoorError. */
export interface Engine {
  /** The handshake. */
  connect(): Promise<{ storage: 'indexeddb' | 'memory' }>;
  /** Says nothing but that the worker is there. */
  ping(): Promise<void>;
  /**
   * Journals the last words of a page that is gone, or says that it never can. Rejects when they are worth another
   * attempt.
   */
  rescue(words: LastWords): Promise<void>;
  open(request: OpenRequest): Promise<Opened>;
  /** The runs of a project that this browser has begun and not ended, the latest first. */
  unfinished(project: Pick<RunRecord, 'baseUrl' | 'entity' | 'project'>): Promise<RunRecord[]>;
  /** Rows that the server does not have, from a line on. */
  waitingRows(key: string, from: number | null): Promise<HistoryPage>;
  /** Rows that the server has, from a step on; none in mode `offline`. */
  deliveredRows(
    run: Pick<OpenRequest, 'record' | 'writer' | 'deliver' | 'hasToken'>,
    from: number,
  ): Promise<HistoryPage>;
  /** All runs that this browser holds. */
  list(): Promise<StoredRunRecord[]>;
  /** Forgets a run, delivered or not. */
  remove(key: string): Promise<void>;
  /** All that the journal has of a run, as a file (`wire/archive.ts`). */
  export(key: string): Promise<Blob>;
  /**
   * Delivers what waits for a server, of all runs that no page has open. Resolves with how many runs were delivered and
   * how many still wait.
   */
  deliver(request: DeliverRequest): Promise<{ delivered: number; waiting: number }>;
  /** Resolves when the batch is in the journal, with how many bytes of the run wait there. */
  append(key: string, writer: string, batch: Batch): Promise<number>;
  /** Resolves when everything in the journal is acknowledged. */
  synced(key: string, writer: string): Promise<void>;
  /** Notes the end of the run. Resolves when it is delivered, or as soon as that fails for now. */
  finish(key: string, writer: string, exitCode: number): Promise<{ delivered: boolean }>;
  /** Stops delivering a run. */
  close(key: string, writer: string): Promise<void>;
  /** The network may be back. */
  hurry(): Promise<void>;
  /** Answers a `token` event. */
  answerToken(request: number, answer: Answer<string>): Promise<void>;
}

/** A message of the worker's that is not an answer: comlink passes over what has no `id`. */
export interface Unasked {
  event: EngineEvent;
}

/** `to` names who is told: the writer of a run, or who asked for a delivery; '' is everybody. */
export type EngineEvent =
  | { type: 'acknowledged'; to: string; lines: LineCounts; waitingBytes: number }
  | {
      type: 'link';
      to: string;
      state: 'connecting' | 'online' | 'waiting' | 'refused';
      problem: Problem | null;
      retryInMs: number | null;
      waitingBytes: number;
    }
  | { type: 'identity'; to: string; identity: RunIdentity }
  | { type: 'stop'; to: string }
  | { type: 'drop'; to: string; reason: ProblemCode; detail: string }
  | { type: 'token'; to: string; request: number; entity: string | null; project: string; runId: string };
