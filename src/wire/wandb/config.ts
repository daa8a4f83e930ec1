import { isRow, type LineValue, type Row } from '../line/line';
import type { ForkPoint, RunRecord } from '../run/run-record';
import { encodeDefinitions } from './definitions';
import { encodeSingletons } from './singletons';

/**
 * On the wire each config key is wrapped: `{"lr": {"value": 0.1}}`, and `_wandb` holds what the client says of itself
 * (`core/internal/runconfig/runconfig.go`). `@wandb/sdk` sends plain values, so readers take both.
 */
export function wrapConfig(config: Row, client: Row): Row {
  return Object.fromEntries([
    ...Object.entries(config).map(([key, value]) => [key, { value }] as const),
    ['_wandb', { value: client }],
  ]);
}

/**
 * The client's part of the config of a run. Without `t` W&B's own client takes the run for one that cannot be resumed.
 */
export function describeClient(
  { client, metrics, singletons = {}, forkedFrom }: Pick<RunRecord, 'client' | 'metrics' | 'singletons' | 'forkedFrom'>,
  version: string,
): Row {
  const name = `spoor ${version}`;
  const { t: telemetry, ...rest } = client;
  return {
    cli_version: name,
    t: { '5': name, ...(telemetry as Row) },
    m: encodeDefinitions(metrics),
    ...encodeSingletons(singletons),
    ...(forkedFrom && { branch_point: { run_id: forkedFrom.run, step: forkedFrom.step } }),
    ...rest,
  };
}

/**
 * Where the run `id` is forked from, as the client's part of its config says; undefined for others, rewound ones among
 * them, which name themselves.
 */
export function forkPointOf(client: Row, id: string): ForkPoint | undefined {
  const { branch_point: point } = client;
  const { run_id: run, step } = isRow(point) ? point : {};
  return typeof run === 'string' && typeof step === 'number' && run !== id ? { run, step } : undefined;
}

/** The client's part of a config from the wire. */
export function clientSection(wrapped: Row): Row {
  const section = Object.hasOwn(wrapped, '_wandb') ? wrapped['_wandb'] : undefined;
  const value = isRow(section) ? section['value'] : undefined;
  return isRow(value) ? value : {};
}

/** The user's part of a config from the wire, plain. */
export function unwrapConfig(wrapped: Row): Row {
  const own = Object.entries(wrapped).filter(([key]) => key !== '_wandb');
  return Object.fromEntries(own.map(([key, value]) => [key, isWrapped(value) ? value['value']! : value]));
}

function isWrapped(value: LineValue): value is { value: LineValue } {
  if (!isRow(value) || !Object.hasOwn(value, 'value')) return false;
  return Object.keys(value).every((key) => key === 'value' || key === 'desc');
}
