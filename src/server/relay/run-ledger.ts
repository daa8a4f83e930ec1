import type { Ledger, OwedFile, OwedRun } from '../../outbox/ledger';
import { DeliveryError, NO_LINES, parseRowExactly, type LineCounts, type StreamName } from '../../wire/index';
import { runFileKey } from '../files/blob-keys';
import type { Blobs } from '../files/blobs';
import { hasEnded } from '../ingest/run-end';
import { isAtWork } from '../runs/run-state';
import type { RelayedRun, ServerRun } from '../store/port/store';
import type { StoreView } from '../store/port/store-view';

/** So many lines are asked of the store at once: the longest have ten megabytes. */
const SLICE = 64;

export interface LedgerOptions {
  store: StoreView;
  blobs: Blobs;
  /** The store's number of the upstream, and its address. */
  upstream: number;
  url: string;
  /** Whose the runs are at the upstream; null leaves it to the key. */
  entity: string | null;
  now: () => number;
  /** Aborted before the store closes. */
  closed: AbortSignal;
}

/** What the upstream is owed of one run, read from the store: nothing is kept twice, only how far it has come. */
export class RunLedger implements Ledger {
  readonly waitsForGaps = true;
  readonly #options: LedgerOptions;
  readonly #run: number;
  #uploading = '';

  constructor(run: number, options: LedgerOptions) {
    this.#run = run;
    this.#options = options;
  }

  async load(): Promise<OwedRun | undefined> {
    const { upstream } = this.#options;
    const store = this.#store();
    const run = await store.runs.byId(this.#run);
    if (!run) return undefined;
    const relayed = await store.relays.find(upstream, this.#run);
    return this.#viewOf(run, relayed);
  }

  async update(_key: string, change: (run: OwedRun) => void): Promise<OwedRun> {
    let takes = false;
    const view = await this.#change((owed, relayed) => {
      const { base } = owed;
      change(owed);
      takes = base === null && owed.base !== null;
      // An introduction opens the run again, where it had ended.
      relayed.ended = owed.exitSent && owed.sentRevision <= relayed.revision;
      relayed.revision = owed.identity ? owed.sentRevision : 0;
      if (!owed.identity) return;
      // Another run under our name: the one that had our lines was deleted.
      if (relayed.identity && relayed.identity.storageId !== owed.identity.storageId)
        relayed.lineCounts = { ...NO_LINES };
      relayed.identity = owed.identity;
    });
    return takes ? this.#claim(view) : view;
  }

  async #claim(view: OwedRun): Promise<OwedRun> {
    const other = await this.#store().relays.claim(this.#options.upstream, this.#run);
    if (!other) return { ...view, base: { ...NO_LINES } };
    throw new DeliveryError(
      'refused',
      `The run ${other.entity}/${other.project}/${other.name} of this server has the same project and id and was passed on first, so this one stays here.`,
    );
  }

  async read(
    _key: string,
    stream: StreamName,
    from: number,
    length: number,
  ): Promise<{ offset: number; lines: string[] }> {
    const store = this.#store();
    const lines: string[] = [];
    let offset = from;
    for (let read = 0; read < length;) {
      const stored = await store.lines.range(this.#run, stream, offset + lines.length, SLICE);
      if (lines.length === 0 && stored[0]) offset = await this.#startAt(from, stored[0].number);
      for (const { number, text } of stored) {
        if (number !== offset + lines.length) return { offset, lines };
        lines.push(text);
        read += text.length;
      }
      if (stored.length < SLICE) break;
    }
    return { offset, lines };
  }

  /**
   * Lines that arrive in another order leave a gap for a moment; one that is still there when the run is over stays.
   */
  async #startAt(wanted: number, first: number): Promise<number> {
    if (first === wanted) return first;
    const run = await this.#store().runs.byId(this.#run);
    return run && isAtWork(run, this.#options.now()) ? wanted : first;
  }

  acknowledge(
    sent: OwedRun,
    { acknowledged }: { acknowledged: LineCounts },
    change: (run: OwedRun) => void,
  ): Promise<OwedRun> {
    return this.#change((owed, relayed) => {
      const { revision } = owed;
      change(owed);
      if (owed.revision > revision) relayed.revision = 0;
      // Lines that were rewritten since they were read are not what the upstream has acknowledged.
      if (relayed.rewrites === sent.replacements) relayed.lineCounts = { ...acknowledged };
    });
  }

  async filePaths(): Promise<string[]> {
    const { blobs, upstream } = this.#options;
    for (const { name } of await this.#store().relays.owedFiles(upstream, this.#run)) {
      // One whose bytes somebody has removed must not hold up the others.
      if (await blobs.stat(runFileKey(this.#run, name))) return [name];
    }
    return [];
  }

  async file(_key: string, path: string): Promise<OwedFile | undefined> {
    const file = await this.#store().files.find(this.#run, path);
    if (!file) return undefined;
    this.#uploading = file.md5;
    return { path, type: file.mimetype, bytes: await this.#options.blobs.openAsBlob(runFileKey(this.#run, path)) };
  }

  async removeFile(_key: string, { path }: OwedFile): Promise<void> {
    await this.#store().relays.putFile(this.#options.upstream, this.#run, path, this.#uploading);
  }

  /** Notes what the upstream would not take. */
  async drop(what: string): Promise<void> {
    await this.#change((_owed, relayed) => (relayed.dropped = what));
  }

  async #change(change: (owed: OwedRun, relayed: RelayedRun) => void): Promise<OwedRun> {
    let view: OwedRun | undefined;
    await this.#store().relays.update(this.#options.upstream, this.#run, (relayed, run) => {
      change(this.#viewOf(run, relayed), relayed);
      view = this.#viewOf(run, relayed);
    });
    if (view) return view;
    throw new DeliveryError('not-found', 'The run was deleted while it was passed on.');
  }

  /**
   * A request may outlive the server; what it brings is then noted by nobody, and asked for again after the next start.
   */
  #store(): StoreView {
    this.#options.closed.throwIfAborted();
    return this.#options.store;
  }

  #viewOf(run: ServerRun, relayed: RelayedRun): OwedRun {
    const { identity, revision } = relayed;
    return {
      key: String(run.id),
      writer: '',
      record: {
        id: run.name,
        project: identity?.project ?? run.project,
        entity: identity?.entity ?? this.#options.entity,
        baseUrl: this.#options.url,
        name: run.displayName,
        notes: run.notes,
        tags: run.tags,
        group: run.group,
        jobType: run.jobType,
        config: revision < run.revision ? parseRowExactly(run.config) : {},
        metrics: [],
        sweepId: null,
        client: {},
        startTime: run.createdAt,
      },
      next: { ...run.lineCounts },
      acknowledged: { ...relayed.lineCounts },
      base: relayed.claimed ? { ...NO_LINES } : null,
      summary: {},
      pinned: {},
      counts: {},
      alerts: [],
      summaryLine: run.summary,
      revision: run.revision,
      sentRevision: revision,
      identity: revision > 0 ? identity : null,
      exitCode: hasEnded(run) ? (run.exitcode ?? (run.state === 'finished' ? 0 : 1)) : null,
      exitSent: relayed.ended,
      updatedAt: run.heartbeatAt,
      interruptedAt: null,
      replacements: relayed.rewrites,
    };
  }
}
