/** The messages of `wandb/proto/wandb_internal.proto` that a log is made of, as far as an export needs them. */
import type { Fields, ProtobufWriter } from './protobuf-writer';

/** A key and its value as JSON text. */
export type Entry = readonly [key: string, json: string];

/** Which field of `Record` a message is. */
export const RECORD = {
  history: 2,
  summary: 3,
  files: 6,
  stats: 7,
  telemetry: 11,
  metric: 12,
  outputRaw: 13,
  run: 17,
  exit: 18,
  header: 21,
  preempting: 23,
} as const;

/** What a record holds, and as which of its kinds. */
export type RecordBody = readonly [kind: keyof typeof RECORD, fields: Fields];

/** The record with its place in the log, counted from 1. */
export function encodeRecord(writer: ProtobufWriter, number: number, [kind, fields]: RecordBody): Uint8Array {
  return writer.encode((record) => record.integer(1, number).message(RECORD[kind], fields));
}

export function header(producer: string): RecordBody {
  return ['header', (header) => header.message(1, (version) => version.text(1, producer))];
}

export interface RunFields {
  id: string;
  /** Null leaves it to the key that the log is sent with. */
  entity: string | null;
  project: string;
  config: readonly Entry[];
  group: string | null;
  jobType: string | null;
  name: string;
  notes: string | null;
  tags: readonly string[];
  sweep: string | null;
  host: string | null;
  /** Unix seconds. */
  startTime: number;
  repo: string | null;
  commit: string | null;
}

export function run(fields: RunFields): RecordBody {
  const { repo, commit } = fields;
  const git: Fields | null = repo === null && commit === null ? null : (git) => git.text(1, repo).text(2, commit);
  return [
    'run',
    (run) =>
      run
        .text(1, fields.id)
        .text(2, fields.entity)
        .text(3, fields.project)
        .message(4, updates(fields.config))
        .text(6, fields.group)
        .text(7, fields.jobType)
        .text(8, fields.name)
        .text(9, fields.notes)
        .texts(10, fields.tags)
        .text(12, fields.sweep)
        .text(13, fields.host)
        .message(17, timestamp(fields.startTime))
        .message(21, git),
  ];
}

/** One line of the history. */
export function history(entries: readonly Entry[]): RecordBody {
  return ['history', updates(entries)];
}

export function summary(entries: readonly Entry[]): RecordBody {
  return ['summary', updates(entries)];
}

/** One line of the events: what the system measured at a moment, in Unix seconds. */
export function stats(time: number, entries: readonly Entry[]): RecordBody {
  return ['stats', (stats) => stats.message(2, timestamp(time)).messages(3, entries.map(item))];
}

/** Text that went to the console, line ends included. */
export function outputRaw(stream: 'stdout' | 'stderr', time: number, text: string): RecordBody {
  const STDOUT = 1;
  return [
    'outputRaw',
    (output) =>
      output
        .integer(1, stream === 'stdout' ? STDOUT : 0)
        .message(2, timestamp(time))
        .text(3, text),
  ];
}

/** Files to send, by their paths in the folder `files`. */
export function files(paths: readonly string[]): RecordBody {
  const MEDIA = 2;
  const items = paths.map(
    (path): Fields =>
      (file) =>
        file.text(1, path).integer(3, path.startsWith('media/') ? MEDIA : 0),
  );
  return ['files', (files) => files.messages(1, items)];
}

/** That the run was about to be preempted: its end then means that it was. */
export function preempting(): RecordBody {
  return ['preempting', () => undefined];
}

/** How the run ended, and after how many seconds. */
export function exit(exitCode: number, runtime: number): RecordBody {
  return ['exit', (exit) => exit.integer(1, exitCode).integer(2, runtime)];
}

function updates(entries: readonly Entry[]): Fields {
  return (record) => record.messages(1, entries.map(item));
}

function item([key, json]: Entry): Fields {
  return (item) => item.text(1, key).text(16, json);
}

function timestamp(time: number): Fields {
  const seconds = Math.floor(time);
  return (timestamp) => timestamp.integer(1, seconds).integer(2, Math.round((time - seconds) * 1e9));
}
