import { isRow, parseRow, type LineValue, type Row, entriesOf } from '../../wire/index';
import { clientSection } from '../../wire/wandb/index';
import type { Fields } from './protobuf-writer';
import type { Entry, RecordBody } from './records';

/**
 * The entries of a stored config without the wrapping of the wire: a log holds plain values. `@wandb/sdk` does not wrap
 * its values.
 */
export function configEntries(config: string): Entry[] {
  return entriesOf(config).map(([key, json]) => [key, unwrapped(json)]);
}

function unwrapped(json: string): string {
  if (!json.startsWith('{')) return json;
  const inner = new Map(entriesOf(json));
  const isWrapped = [...inner.keys()].every((key) => key === 'value' || key === 'desc');
  return (isWrapped ? inner.get('value') : undefined) ?? json;
}

/**
 * What the client has said of itself and of its metrics. The config keeps it as messages with field numbers for keys
 * (`_wandb.value.t` and `.m`); the reader of a log writes those anew, from records. Only what fits the schema is taken:
 * one wrong field would cost the log.
 */
export function clientRecords(config: string): RecordBody[] {
  const client = clientSection(parseRow(config));
  const records: RecordBody[] = [];
  if (isRow(client['t'])) records.push(['telemetry', telemetry(client['t'])]);
  const metrics = Array.isArray(client['m']) ? client['m'].filter(isRow) : [];
  for (const metric of metrics) records.push(['metric', metricDefinition(metric, metrics)]);
  return records;
}

function telemetry(value: Row): Fields {
  return (telemetry) => {
    for (const field of [1, 2, 3, 8, 10]) telemetry.message(field, flags(value[field]));
    for (const field of [4, 5, 6, 12, 13]) telemetry.text(field, textOf(value[field]));
    telemetry.message(9, labels(value[9]));
  };
}

/** What the client says of the code of the run. */
function labels(value: LineValue | undefined): Fields | null {
  if (!isRow(value)) return null;
  return (labels) => {
    for (const field of [1, 2, 3]) labels.text(field, textOf(value[field]));
  };
}

function metricDefinition(value: Row, all: Row[]): Fields {
  // The config counts the metric that gives the steps, from 1; a record names it.
  const step = all[Number(value['5']) - 1];
  return (metric) =>
    metric
      .text(1, textOf(value['1']))
      .text(2, textOf(value['2']))
      .text(4, textOf(step?.['1']))
      .message(6, flags(value['6']))
      .message(7, flags(value['7']))
      .integer(8, value['8'] === 1 || value['8'] === 2 ? value['8'] : 0);
}

/** A list of field numbers, as a message in which these are true. */
function flags(value: LineValue | undefined): Fields | null {
  if (!Array.isArray(value)) return null;
  return (message) => {
    for (const field of value) if (isFieldNumber(field)) message.integer(field, 1);
  };
}

function isFieldNumber(value: LineValue): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 200;
}

function textOf(value: LineValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
