import type { UrgentAlerts } from '../../../wire/index';
import type { Awaitable } from './awaitable';

export interface AlertStore {
  /** The last alerts of a run, oldest first. */
  list(run: number, limit: number): Awaitable<Alert[]>;
  /** What the run's alerts of the levels WARN and ERROR come to. */
  urgent(run: number): Awaitable<UrgentAlerts | null>;
  /**
   * Keeps an alert; false, and nothing is kept, when the run has had one of its title within so many milliseconds.
   *
   * @param isOwed whether somebody is to be told of it: it is then among `owed` until it is `settled`.
   */
  add(run: number, alert: Omit<Alert, 'id'>, waitMs: number, isOwed: boolean): Awaitable<boolean>;
  /** Keeps an alert of an imported run, once. Should its page still tell of it, that is the same alert. */
  bring(run: number, alert: Omit<Alert, 'id'>): Awaitable<void>;
  /** The alerts that somebody is to be told of, in the order in which it is their turn. */
  owed(limit: number): Awaitable<OwedAlert[]>;
  /** Another try is to be made at that time. */
  postpone(alert: number, dueAt: number): Awaitable<void>;
  /** Nobody is to be told any more. */
  settle(alert: number): Awaitable<void>;
}

export type AlertSeverity = 'INFO' | 'WARN' | 'ERROR';

/** What a run calls people's attention to. */
export interface Alert {
  id: number;
  title: string;
  text: string;
  severity: AlertSeverity;
  createdAt: number;
}

/** An alert that somebody is still to be told of. */
export interface OwedAlert extends Alert {
  entity: string;
  project: string;
  run: string;
  displayName: string;
  /** How many tries have failed. */
  attempts: number;
  dueAt: number;
}
