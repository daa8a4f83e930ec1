import type { Row } from '../line/line';
import type { MetricDefinition } from './metric-definition';
import type { Singletons } from './singleton';

/** A place in the history of a run. */
export interface ForkPoint {
  /** The id of the run, which is in the same project. */
  run: string;
  /** The last step that belongs to it. */
  step: number;
}

/** A run as one record: the same for journal, network and export. */
export interface RunRecord {
  /** Short, unique in its project, a part of addresses. W&B calls it `name` on the wire. */
  id: string;
  project: string;
  /** Whose project it is; null leaves it to the credential. */
  entity: string | null;
  /** The server that the run is meant for, without a slash at the end. */
  baseUrl: string;
  /** What people call it (`displayName` on the wire); null lets the server make one up. */
  name: string | null;
  notes: string | null;
  tags: string[] | null;
  group: string | null;
  jobType: string | null;
  /** The user's configuration, plain. */
  config: Row;
  /** What `defineMetric` has said. */
  metrics: MetricDefinition[];
  /** What is the same in every step. */
  singletons?: Singletons | undefined;
  sweepId: string | null;
  /** The run whose history this one begins with, up to and including a step. */
  forkedFrom?: ForkPoint | undefined;
  /** What the page says of itself, for the `_wandb` section of the config. */
  client: Row;
  /** Unix time in milliseconds. */
  startTime: number;
}

/** Who a run is to the backend, as it has answered. */
export interface RunIdentity {
  /** Opaque; W&B calls it the storage id. */
  storageId: string;
  entity: string;
  project: string;
  /** What people call the run; null when the backend has no name for it. */
  displayName: string | null;
}

/** One run on one server has one key, in every tab of an origin. */
export function runKey(record: Pick<RunRecord, 'id' | 'project' | 'entity' | 'baseUrl'>): string {
  return [record.baseUrl, record.entity ?? '', record.project, record.id].map(encodeURIComponent).join('/');
}

/** The key of the run that this one is forked from; null when it is not a fork. */
export function parentKey(record: Parameters<typeof runKey>[0] & Pick<RunRecord, 'forkedFrom'>): string | null {
  return record.forkedFrom ? runKey({ ...record, id: record.forkedFrom.run }) : null;
}

/**
 * The Web Lock that the writer of a run holds: when it is free, its owner is gone and any tab may deliver what it left.
 */
export function runLock(key: string): string {
  return `spoor:run:${key}`;
}
