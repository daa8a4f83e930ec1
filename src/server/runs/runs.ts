import type { LineCounts, RunState } from '../../wire/index';
import { runFileKey } from '../files/blob-keys';
import type { Blobs, Written as WrittenFile } from '../files/blobs';
import { carryOutRemovals } from '../files/removals';
import type { Alert, Delivery, RunChanges, ServerRun, Store, StoredFile, Written } from '../store/port/store';
import { makeUpName } from './random-name';
import type { RunWatcher } from './run-watcher';

export interface RunsOptions {
  store: Store;
  blobs: Blobs;
  now: () => number;
  report: (line: string) => void;
  /** Whether somebody is to be told of alerts: they are then owed until they are settled. Default false. */
  owesAlerts?: boolean;
}

/** Which run; plain names. */
export interface RunPath {
  entity: string;
  project: string;
  name: string;
}

/** The one place where runs are changed: each change is announced to all who watch, after it has happened. */
export class Runs {
  readonly #store: Store;
  readonly #options: RunsOptions;
  readonly #watchers = new Set<RunWatcher>();

  constructor(options: RunsOptions) {
    this.#options = options;
    this.#store = options.store;
  }

  /** Hears of each change from now on. */
  watch(watcher: RunWatcher): void {
    this.#watchers.add(watcher);
  }

  /**
   * Makes a run, and its project where there is none; one without a display name gets a made-up one.
   *
   * @param history the lines that it begins with, as a fork does.
   * @param how whether it waits for somebody to start it, and when it was made; default: it runs, and now.
   */
  async create(
    { entity, project: projectName, name }: RunPath,
    changes: RunChanges,
    history: string[],
    { isPending = false, createdAt = this.#options.now() } = {},
  ): Promise<ServerRun> {
    const { projects, runs } = this.#store;
    const { project } = await projects.upsert(entity, projectName, null, this.#options.now());
    const displayName = changes.displayName || makeUpName((await runs.count(project.id)) + 1);
    const { id } = await this.#store.create(project.id, name, { ...changes, displayName }, history, createdAt);
    if (isPending) await runs.setState(id, 'pending', null, this.#options.now());
    return (await this.#changed(id))!;
  }

  /**
   * Changes what a run says of itself.
   *
   * @param how whether it runs again where it had ended, and as of when; default: no, and now.
   */
  async update(
    id: number,
    changes: RunChanges,
    { reopens = false, at = this.#options.now() } = {},
  ): Promise<ServerRun | null> {
    await this.#store.runs.update(id, changes, at);
    if (reopens) await this.#store.runs.reopen(id, at);
    return this.#changed(id);
  }

  /** A writer that numbers its lines on its own begins to write a run; see {@link Store.open}. */
  async openFor(id: number, client: string | null, from: LineCounts): Promise<void> {
    await this.#store.open(id, client, from);
  }

  /** Carries out one file_stream request, all of it or nothing. Null when the run does not exist. */
  async write(id: number, delivery: Delivery): Promise<Written | null> {
    const written = await this.#store.write(id, delivery);
    if (written) for (const watcher of this.#watchers) watcher.changed?.(written.run, written.changes);
    return written;
  }

  /** Moves a run to another state from outside. */
  async setState(id: number, state: RunState): Promise<void> {
    await this.#store.runs.setState(id, state, null, this.#options.now());
    await this.#changed(id);
  }

  /** Asks a run to stop: its next file_stream answer says so. */
  async requestStop(id: number): Promise<void> {
    await this.#store.runs.requestStop(id, this.#options.now());
    await this.#changed(id);
  }

  /** Forgets the history after a step, and all that was printed and measured; the run then runs again. */
  async rewind(id: number, step: number): Promise<ServerRun | null> {
    const now = this.#options.now();
    await this.#store.rewind(id, step, now);
    await this.#store.runs.reopen(id, now);
    return this.#changed(id);
  }

  /** Deletes a run for good, with its files; the artifacts that it has logged stay unless they are to go, too. */
  async delete(run: ServerRun, { withArtifacts = false } = {}): Promise<void> {
    const { artifacts, contents, runs } = this.#store;
    if (withArtifacts) {
      for (const { id, runId } of await artifacts.ofRun(run.id, 'output'))
        if (runId === run.id) await artifacts.delete(id);
      await contents.forgetUnused();
    }
    await runs.delete(run.id);
    for (const watcher of this.#watchers) watcher.deleted?.(run);
    await carryOutRemovals(this.#options);
  }

  /**
   * Keeps a file of a run, whole or not at all. Null when the run does not exist any more.
   *
   * @param describe what else is recorded of it, once its bytes are there.
   * @throws Refusal 413 when it is too large.
   */
  async putFile(
    id: number,
    name: string,
    content: AsyncIterable<Uint8Array>,
    describe: (written: WrittenFile) => Pick<StoredFile, 'mimetype' | 'updatedAt'>,
  ): Promise<WrittenFile | null> {
    const written = await this.#options.blobs.put(runFileKey(id, name), content, ({ size, md5 }) =>
      this.#store.files.record(id, { name, size, md5, ...describe({ size, md5 }) }),
    );
    if (written) await this.#changed(id);
    return written;
  }

  /** Deletes files of any runs; ids of none are passed over. */
  async deleteFiles(ids: number[]): Promise<void> {
    const runs = await this.#store.files.delete(ids);
    await carryOutRemovals(this.#options);
    for (const run of runs) await this.#changed(run);
  }

  /** Keeps an alert; false, and nothing is kept, when the run has had one of its title within so many milliseconds. */
  async alert(id: number, alert: Omit<Alert, 'id'>, waitMs: number): Promise<boolean> {
    const isNew = await this.#store.alerts.add(id, alert, waitMs, this.#options.owesAlerts ?? false);
    const run = isNew ? await this.#changed(id) : null;
    if (run) for (const watcher of this.#watchers) watcher.alerted?.(run);
    return isNew;
  }

  /** Keeps an alert of an imported run, once; nobody is told of it. */
  async bringAlert(id: number, alert: Omit<Alert, 'id'>): Promise<void> {
    await this.#store.alerts.bring(id, alert);
    await this.#changed(id);
  }

  async #changed(id: number): Promise<ServerRun | null> {
    const run = await this.#store.runs.byId(id);
    if (run) for (const watcher of this.#watchers) watcher.changed?.(run);
    return run;
  }
}
