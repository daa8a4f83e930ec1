import type { ForkPoint, MetricDefinition, Row, RunState, Singletons, UrgentAlerts } from '../../wire/index';

/** A run as the dashboard holds it. Times are Unix milliseconds. */
export interface Run {
  id: string;
  name: string;
  state: RunState;
  createdAt: number;
  heartbeatAt: number;
  lineCount: number;
  /** How many lines it has printed. */
  outputCount: number;
  /** How many samples there are of the machine or the page that it runs on. */
  eventCount: number;
  tags: string[];
  group: string | null;
  jobType: string | null;
  /** The id of the sweep that chose its config. */
  sweep: string | null;
  /** The run, and the step, whose history it began with. */
  forkedFrom: ForkPoint | undefined;
  notes: string | null;
  exitCode: number | null;
  /** Somebody has asked the run to stop. */
  stopAsked: boolean;
  summary: Row;
  config: Row;
  /** What the client says of itself: its version, its platform. */
  client: Row;
  /** How its metrics are to be read. */
  definitions: MetricDefinition[];
  /** What it has said to be the same in every step. */
  singletons: Singletons;
  /** How its plots are drawn, by their keys. */
  plots: Row;
  urgent: UrgentAlerts | null;
}
