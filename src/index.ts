/**
 * Experiment tracking for machine learning that runs in a web page.
 *
 * @module spoor
 * @example
 * import { init } from 'spoor';
 * const run = await init({ project: 'digits' });
 * run.log({ loss: 0.3 });
 */
export { Histogram, type HistogramOptions } from './media/histogram/histogram';
export { Image, type ImageLike, type ImageOptions, type PixelArray } from './media/image/image';
export type { ImageFormat } from './media/image/item';
export { init } from './run/init';
export { alert, config, finish, log, save, summary } from './run/global-functions';
export { deleteRun, exportRun, runs, sync, type StoredRun } from './run/stored-runs';
export type { History, HistoryRange } from './run/history';
export type { AlertOptions } from './run/alert';
export type { FileLike, SaveOptions } from './run/files';
export type { MetricOptions } from './run/rows/metrics';
export type { LogOptions } from './run/rows/rows';
export { Run, type PlottedTable } from './run/run';
export type { LiveRecord } from './run/live-record';
export type { InitOptions, RunMode, TokenRequest } from './run/options';
export type { Consent, RunStatus } from './run/status/status';
export type { RunEvents } from './run/status/status-reporter';
export type { Numbers, TensorLike } from './values/index';
export type { AlertLevel, LineValue, Row, SummaryRule, Pairs, Values } from './wire/index';
export { isSpoorError, SpoorError, type Problem, type ProblemCode } from './wire/index';
