import { projectUrl, runKey, runUrl, type RunRecord } from '../wire/index';
import { checkOption, STRING } from '../values/index';
import { TAGS } from './options';
import type { Recorder } from './recorder';

/**
 * What a run is: its names, whose it is, where it can be seen. What can be assigned is journaled, and reaches the
 * server like a row.
 */
export abstract class RunDetails {
  /** @internal */
  protected readonly record: RunRecord;
  /** @internal Null when the run is disabled. */
  protected readonly recorder: Recorder | null;

  // In the declarations too: without it they would allow `new Run()`.
  protected constructor(record: RunRecord, recorder: Recorder | null) {
    this.record = record;
    this.recorder = recorder;
  }

  /** @internal What the journal calls it. */
  get key(): string {
    return runKey(this.record);
  }

  /** What programs call the run; unique in its project. */
  get id(): string {
    return this.record.id;
  }

  /** What people call the run; null until the server has made a name up. Assign to rename it. */
  get name(): string | null {
    return this.record.name ?? this.recorder?.identity?.displayName ?? null;
  }
  /** @throws SpoorError `bad-option` when it is set to what is not a string. */
  set name(name: string) {
    this.describe({ name: checkOption('name', name, STRING) });
  }

  /** What people should know of the run; null when nobody has said. Assign to change them. */
  get notes(): string | null {
    return this.record.notes;
  }
  /** @throws SpoorError `bad-option` when they are set to what is not a string. */
  set notes(notes: string) {
    this.describe({ notes: checkOption('notes', notes, STRING) });
  }

  /** What the run can be found by. Assign a new list to change them. */
  get tags(): readonly string[] {
    return this.record.tags ?? [];
  }
  /** @throws SpoorError `bad-option` when they are set to what is not a list of texts of 1 to 64 characters. */
  set tags(tags: readonly string[]) {
    this.describe({ tags: [...checkOption('tags', tags, TAGS)] });
  }

  /** The same for runs that belong together; null when it is in no group. Assign to change it. */
  get group(): string | null {
    return this.record.group;
  }
  /** @throws SpoorError `bad-option` when it is set to what is not a string. */
  set group(group: string) {
    this.describe({ group: checkOption('group', group, STRING) });
  }

  /** What the run is for, such as `train` or `eval`; null when nobody has said. Assign to change it. */
  get jobType(): string | null {
    return this.record.jobType;
  }
  /** @throws SpoorError `bad-option` when it is set to what is not a string. */
  set jobType(jobType: string) {
    this.describe({ jobType: checkOption('jobType', jobType, STRING) });
  }

  /** The sweep that the run is a part of; null when it is in none. */
  get sweepId(): string | null {
    return this.record.sweepId;
  }

  /** `entity/project/id`; null until the entity is known. */
  get path(): string | null {
    return this.entity === null ? null : `${this.entity}/${this.project}/${this.id}`;
  }

  /**
   * The folder of the run's files in this browser's journal: in the store `files` of the IndexedDB database `spoor`, a
   * file that waits has the key `[run.dir, path]`.
   */
  get dir(): string {
    return this.key;
  }

  /** The project that the run is in. */
  get project(): string {
    return this.record.project;
  }

  /** Whose the run is; null until the server has said so, when `init` was not told. */
  get entity(): string | null {
    return this.recorder?.identity?.entity ?? this.record.entity;
  }

  /**
   * When the run began, in this page or an earlier one. In its rows `_runtime` is the seconds since then, by a clock
   * that nobody sets: it never falls, and where a system stops that clock in its sleep, the sleep is left out.
   * `_timestamp` is the time of day, in Unix seconds.
   */
  get startTime(): Date {
    return new Date(this.record.startTime);
  }

  /** The run's page on the server; null until the server has been reached. */
  get url(): string | null {
    const identity = this.recorder?.identity;
    return identity ? runUrl(this.record.baseUrl, identity.entity, identity.project, this.id) : null;
  }

  /** The project's page on the server; null until the server has been reached. */
  get projectUrl(): string | null {
    const identity = this.recorder?.identity;
    return identity ? projectUrl(this.record.baseUrl, identity.entity, identity.project) : null;
  }

  /** The sweep's page on the server; null until the server has been reached, and without a sweep. */
  get sweepUrl(): string | null {
    return this.projectUrl && this.sweepId && `${this.projectUrl}/sweeps/${encodeURIComponent(this.sweepId)}`;
  }

  /** @internal */
  protected describe(change: Partial<RunRecord>): void {
    Object.assign(this.record, change);
    this.recorder?.change({ record: change });
  }
}
