import type { Awaitable } from './awaitable';
import type { ServerRun } from './run-store';

export interface SweepStore {
  create(project: number, name: string, draft: SweepDraft, now: number): Awaitable<StoredSweep>;
  byId(id: number): Awaitable<StoredSweep | null>;
  find(project: number, name: string): Awaitable<StoredSweep | null>;
  /** The newest first. */
  list(project: number): Awaitable<StoredSweep[]>;
  count(project: number): Awaitable<number>;
  /** Null leaves a field as it is. */
  update(id: number, changes: SweepChanges, now: number): Awaitable<void>;
  addAgent(sweep: number, name: string, host: string, now: number): Awaitable<StoredAgent>;
  agent(id: number): Awaitable<StoredAgent | null>;
  agents(sweep: number): Awaitable<StoredAgent[]>;
  /** Notes a sign of life of an agent, or its end. */
  beat(agent: number, ended: boolean, now: number): Awaitable<void>;
  /**
   * Gives the next place of a sweep to an agent: first one whose run was preempted, or never came while its agent has
   * been silent since `lostBefore`; then a new one as long as there are fewer than `limit`. A run that was preempted
   * keeps its name and is pending until it begins again. `run` is the name of one that has not begun yet. Null when
   * there is no place.
   */
  take(
    sweep: number,
    agent: number,
    run: string,
    limits: { limit: number | null; lostBefore: number },
    now: number,
  ): Awaitable<TakenPlace | null>;
  /** Notes that a place needs no agent: this run, which was there before the sweep, has its parameters. */
  settle(sweep: number, place: number, run: string): Awaitable<void>;
  /**
   * How many places are given to other agents that may still be at work on them: a sign of life is younger than
   * `since`.
   */
  atWork(sweep: number, exceptAgent: number, since: number): Awaitable<number>;
  runsOf(agent: number): Awaitable<ServerRun[]>;
}

export interface TakenPlace {
  place: number;
  run: string;
  /** The run has begun before. */
  begunBefore: boolean;
}

/** `PENDING` until an agent asks for a run. */
export type SweepState = 'PENDING' | 'RUNNING' | 'PAUSED' | 'FINISHED' | 'CANCELED';

export interface SweepDraft {
  /** YAML, as it was sent. */
  config: string;
  description: string | null;
  displayName: string | null;
  /** Chance has its place to begin from this number. */
  seed: number;
  /** Runs that were there before the sweep and are to count for it; some may have been deleted. */
  priorRuns: number[];
}

export interface SweepChanges {
  config: string | null;
  description: string | null;
  displayName: string | null;
  state: SweepState | null;
  priorRuns: number[] | null;
}

export interface StoredSweep extends SweepDraft {
  id: number;
  projectId: number;
  name: string;
  state: SweepState;
  createdAt: number;
  updatedAt: number;
}

export interface StoredAgent {
  id: number;
  sweepId: number;
  name: string;
  host: string;
  ended: boolean;
  createdAt: number;
  heartbeatAt: number;
}
