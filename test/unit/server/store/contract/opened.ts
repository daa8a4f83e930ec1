import {
  RUN_FIELDS,
  type Delivery,
  type RunChanges,
  type ServerRun,
  type Store,
} from '../../../../../src/server/store/port/store';

/** A store of a test's own, empty at first, and what a test can do to it that a server cannot. */
export interface OpenedStore extends AsyncDisposable {
  /** The store as it is open now. */
  readonly store: Store;
  /** Closes the store and opens what it has kept. */
  reopen(): Promise<Store>;
  /**
   * Does something before each step in which the store changes what it keeps, until what is returned is called. What
   * `step` throws is thrown within the store.
   */
  beforeEachStep(step: () => void): () => void;
  /** Opens what would be found if the machine stopped at this moment, beside the store itself. */
  afterPowerCut(): Promise<OpenedStore>;
  /** Closes the store and starts a process that writes to it by `keepWriting`, until it is killed. */
  writeInProcess(): Promise<WritingProcess>;
}

/** A process of its own that writes one delivery after another and prints the number of each that is acknowledged. */
export interface WritingProcess {
  /** Waits until so many deliveries are acknowledged. */
  acknowledged(count: number): Promise<void>;
  /** Kills it, wherever it is, and says how many deliveries it had acknowledged. */
  kill(): Promise<number>;
}

export type OpenStore = () => Promise<OpenedStore>;

export const UNSAID = {
  ...Object.fromEntries(RUN_FIELDS.map((field) => [field, null])),
  displayName: 'shown',
  tags: null,
} as unknown as RunChanges;

/** Makes a run, and its project where it is not there. */
export async function makeRun(store: Store, name = 'r', project = 'p', now = 0): Promise<ServerRun> {
  const { project: found } = await store.projects.upsert('local', project, null, now);
  return store.create(found.id, name, UNSAID, [], now);
}

/** A delivery that says nothing but this. */
export const saying = (said: Partial<Delivery>): Delivery => ({
  streams: {},
  summary: null,
  exitcode: null,
  interruptedAt: null,
  receivedAt: 0,
  ...said,
});

export const history = (offset: number, ...content: string[]): Pick<Delivery, 'streams'> => ({
  streams: { history: { offset, content } },
});

export async function textsOf(store: Store, run: number, stream: 'history' | 'events' | 'output' = 'history') {
  return (await store.lines.range(run, stream, 0, 1e9)).map(({ text }) => text);
}

/** What a reader can see of a run: all of it, so that two of these are equal when nothing has changed. */
export async function seenOf(store: Store, id: number) {
  const keys = await store.columns.keys(id);
  return {
    run: await store.runs.byId(id),
    history: await store.lines.range(id, 'history', 0, 1e9),
    events: await store.lines.range(id, 'events', 0, 1e9),
    output: await store.lines.range(id, 'output', 0, 1e9),
    keys,
    numbers: await Promise.all(keys.map(async ({ key }) => [key, await store.columns.numbers(id, key)])),
    files: await store.files.list(id),
    alerts: await store.alerts.list(id, 1e6),
  };
}
