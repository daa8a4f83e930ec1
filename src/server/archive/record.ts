import {
  type ArchiveHeader,
  type Origins,
  withOrigins,
  clientSection,
  describeClient,
  unwrapConfig,
  wrapConfig,
  formatLine,
  isRow,
  parseRow,
  parseRowExactly,
  type Row,
  STREAM_NAMES,
  type LineCounts,
} from '../../wire/index';
import type { RunChanges, ServerRun } from '../store/port/store';

/**
 * Where the lines of an archive stand on this server. A browser that had not asked goes after what is there, or is
 * inherited, unless it was here before.
 */
export function baseOf(
  { run: { base, origin, acknowledged } }: ArchiveHeader,
  stored: ServerRun | null,
  counts: LineCounts,
): LineCounts {
  if (base) return base;
  const known = stored && originsOf(stored)[origin!];
  if (known) return known;
  const after = { history: 0, events: 0, output: 0 };
  for (const stream of STREAM_NAMES) after[stream] = counts[stream] - acknowledged[stream];
  return after;
}

/**
 * What an archive changes of the run's record. Where it brings rows, it was there later, and what it says is laid over
 * what the server has; otherwise it fills what the server lacks.
 */
export function changesOf(
  { run, version }: ArchiveHeader,
  base: LineCounts,
  stored: ServerRun | null,
  isLater: boolean,
): RunChanges {
  const origins: Origins | undefined = run.base ? undefined : { ...(stored && originsOf(stored)), [run.origin!]: base };
  const record = withOrigins(run.record, origins);
  const before = stored ? parseRowExactly(stored.config) : {};
  const [config, client] = [unwrapConfig(before), clientSection(before)];
  const said = describeClient(record, version);
  const both = isLater
    ? wrapConfig({ ...config, ...record.config }, { ...client, ...said })
    : wrapConfig({ ...record.config, ...config }, { ...said, ...client, ...(origins && { origins }) });
  const choose = (ours: string | null, theirs: string | null | undefined) => (isLater ? ours : theirs ? null : ours);
  return {
    displayName: choose(record.name ?? run.identity?.displayName ?? null, stored?.displayName),
    config: formatLine(both),
    summary: null,
    notes: choose(record.notes, stored?.notes),
    description: null,
    group: choose(record.group, stored?.group),
    jobType: choose(record.jobType, stored?.jobType),
    host: null,
    program: null,
    repo: null,
    commit: null,
    sweep: choose(record.sweepId, stored?.sweep),
    tags: isLater || !stored?.tags.length ? record.tags : null,
  };
}

/** The config is a client's: what is not a base is passed over. */
function originsOf({ config }: ServerRun): Origins {
  const { origins } = clientSection(parseRow(config));
  const all: Row = isRow(origins) ? origins : {};
  const isBase = (value: unknown) =>
    isRow(value as Row) && STREAM_NAMES.every((stream) => Number.isSafeInteger((value as Row)[stream]));
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isBase(value))) as unknown as Origins;
}
