import { checkName, isRow, SpoorError, type Values } from '../wire/index';
import {
  checkOption,
  checkOptions,
  COUNT,
  describe,
  LABEL,
  oneOf,
  type OptionRule,
  type OptionRules,
  STRING,
} from '../values/index';

/** Whether a run is delivered, only journaled, or neither: see {@link InitOptions.mode}. */
export type RunMode = 'online' | 'offline' | 'disabled';

/** What a token is wanted for, for those who mint them. */
export interface TokenRequest {
  /** Whose project it is; null when `init` was not told. */
  entity: string | null;
  /** The project to write to. */
  project: string;
  /** The id of the run to write to. */
  runId: string;
}

/** What `init` takes. Only `project` is required. */
export interface InitOptions {
  /** Required. Created on the server when it does not exist. At most 128 characters, none of `/ \ # ? % :`. */
  project: string;
  /** Whose project it is; default: whoever the token belongs to. */
  entity?: string;
  /** Continues the run of this id when there is one. Default: a new id of eight characters. */
  id?: string;
  /**
   * Whether the run may be one that exists. `allow` (default): continued if there is one of this `id`. `must`: refused
   * if there is none. `never`: refused if there is one. `auto`, without an `id`: continues the run of this project that
   * this browser has begun last and not ended, after a crash or a closed tab; where there is none, a new one begins. A
   * server that cannot be reached is not waited for: only `must` then fails, unless this browser has the run.
   */
  resume?: 'allow' | 'must' | 'never' | 'auto';
  /**
   * Begins a new run with the history of another one of the project: its rows up to and including `step`. The first row
   * of its own has the step after. Config, summary, files and console are not inherited. It works offline: when the
   * server first hears of the run, it gives it the rows that it then has of the other one; what waits of that one in
   * this browser is delivered before. With an `id`, later pages go on with the run when it is this very fork, and any
   * other run of that `id` is refused with `run-exists`. Not with `rewindTo`, nor with `resume` `must` or `auto`.
   * Default: a run begins without rows.
   *
   * @example
   * const run = await init({ project: 'digits', forkFrom: { run: 'abc', step: 200 } });
   * run.startingStep; // 201
   */
  forkFrom?: {
    /** The id of the other run. */
    run: string;
    /** A whole number from 0. */
    step: number;
  };
  /**
   * Continues the run `id` after this step, a whole number from 0. The rows after it are forgotten on the server, and
   * so are the run's console and the metrics of its pages, as W&B does. It needs the server: what this browser still
   * has of the run is delivered, then the run is rewound; where that takes longer than `settings.resumeTimeout`, `init`
   * fails and says why, and where there is no such run with `no-such-run`. Each `init` with it rewinds anew, so leave
   * it out where the page is to go on after a reload. A run that another browser still has rows of should be forked
   * instead. In mode `offline` it is refused with `bad-option`. Default: a run is continued where it was left.
   *
   * @example const run = await init({ project: 'digits', id: 'abc', rewindTo: 200 }); // run.startingStep is 201
   */
  rewindTo?: number;
  /** What people call the run. Default: the server makes one up. */
  name?: string;
  /** What people should know of the run. Default: none. */
  notes?: string;
  /** What the run can be found by, each 1 to 64 characters. Default: none. */
  tags?: string[];
  /** The same for runs that belong together, such as those of one experiment. Default: none. */
  group?: string;
  /** What the run is for, such as `train` or `eval`. Default: none. */
  jobType?: string;
  /** The sweep that the run is a part of. Default: none. */
  sweepId?: string;
  /**
   * Hyperparameters and whatever else describes the run; nested as you like. More can be added later:
   * `run.config.update`. Default: empty.
   */
  config?: Values;
  /**
   * `online` (default): journal and deliver, whether or not there is a network right now. `offline`: journal only; a
   * later online run of the same server delivers it. `disabled`: every call is accepted and does nothing.
   */
  mode?: RunMode;
  /** The server: `spoor serve`, or W&B's API. Default: the page's own origin. */
  baseUrl?: string;
  /**
   * A credential that may write to the project, or a function that fetches one when it is needed and again when it has
   * expired. Default: the server is asked for a write-only token, which it gives to pages of its own origin: to those
   * of the app that `spoor serve --app` serves to its own machine, and in a browser that is logged in to the dashboard.
   * A function that fails is asked again, as for a server that is away. Never put the key of an account into a page.
   */
  token?: string | ((request: TokenRequest) => string | Promise<string>);
  /**
   * Where `spoor/worker` is served from, for pages whose Content-Security-Policy forbids `blob:` workers. Default: a
   * worker from inside the library.
   */
  workerUrl?: string | URL;
  /**
   * Looks at what `log()` was given, before anything else does: returns it, a changed copy, or null to keep the whole
   * row out (counted as `withheld`). Where it throws, the row is kept out too. For redaction; called for each row, so
   * it should be quick, and it must not be async: a row whose copy is a promise is kept out. Default: rows are logged
   * as they are.
   *
   * @example beforeLog: ({ email, ...row }) => row
   */
  beforeLog?: (row: Record<string, unknown>) => Values | null;
  /**
   * `pending`: nothing is stored or sent, rows stay in this page's memory, until `run.setConsent('granted')`. Default
   * `granted`. Only for new runs: without `resume` and `id`.
   */
  consent?: 'granted' | 'pending';
  /** What seldom needs to be changed. Default: each its own. */
  settings?: {
    /**
     * How long rows gather for one request, in milliseconds; a mebibyte of them goes at once. Default 1000; W&B's own
     * servers ask for 15000.
     */
    transmitInterval?: number;
    /**
     * How long `init` waits for what the server knows of the run `id` when this browser does not know it, or with
     * `rewindTo`, in milliseconds. Default 5000.
     */
    resumeTimeout?: number;
    /**
     * Asks the browser to keep this origin's data when space is short (`navigator.storage.persist`); some browsers ask
     * the user. Default false.
     */
    persist?: boolean;
    /**
     * The most that may wait in this browser, in bytes of rows and files: of all runs of the origin, as `runs()` tells
     * them. Default: as much as the browser gives. What would pass it is treated as on a full disk: the largest files
     * that wait go first, each counted in `status().dropped` as `storage-full`. Rows are never dropped for it: when no
     * file is left they wait in the page's memory, `flush` and `finish` with them, `status().problem` says so, and they
     * are journaled as soon as the server has taken enough. Until then a crash loses them, and a page that is closed
     * keeps what fits into `localStorage`. So give an app that is offline for long what its rows need. Not counted are
     * the short records of delivered runs and what IndexedDB adds of its own; a batch of rows is taken whole where
     * nothing waits.
     */
    storageBudget?: number;
    /**
     * Whether what the page says on its console, and errors that nobody catches, go to the run's log too. Default
     * false.
     */
    console?: boolean;
    /**
     * How often the page's own state is sampled (memory, delay of the event loop, storage, …), in milliseconds; 0
     * never. Default 10,000.
     */
    pageMetricsInterval?: number;
  };
}

const MODE = oneOf('online', 'offline', 'disabled');

export const TAGS: OptionRule = {
  what: `an array, tags: ['baseline'], each of them ${LABEL.what}`,
  // `every` passes over holes.
  is: (tags) => Array.isArray(tags) && Array.from(tags).every(LABEL.is),
};

const OPTIONS: OptionRules<InitOptions> = {
  project: null,
  entity: null,
  id: null,
  sweepId: null,
  mode: null,
  baseUrl: null,
  token: null,
  workerUrl: null,
  settings: null,
  resume: oneOf('allow', 'must', 'never', 'auto'),
  consent: oneOf('granted', 'pending'),
  beforeLog: { what: 'a function: beforeLog: (row) => row', is: (value) => typeof value === 'function' },
  config: null,
  tags: TAGS,
  name: STRING,
  notes: STRING,
  group: STRING,
  jobType: STRING,
  rewindTo: COUNT,
  forkFrom: { what: "an object: forkFrom: { run: 'abc', step: 200 }", is: isRow },
};

/** Browsers keep a timer's time in 32 bits (HTML, `setTimeout` takes a `long`): a longer one would run at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const TIME: OptionRule = {
  what: `a time in milliseconds, up to ${LONGEST_TIMER_MS}`,
  is: (value) => typeof value === 'number' && value >= 0 && value <= LONGEST_TIMER_MS,
};

const SWITCH: OptionRule = { what: 'true or false', is: (value) => typeof value === 'boolean' };

const SETTINGS: OptionRules<NonNullable<InitOptions['settings']>> = {
  transmitInterval: TIME,
  resumeTimeout: TIME,
  pageMetricsInterval: TIME,
  persist: SWITCH,
  console: SWITCH,
  storageBudget: {
    what: 'a number of bytes above 0, such as 50_000_000',
    is: (value) => typeof value === 'number' && value > 0,
  },
};

/**
 * Checks what was passed to `init`, so that a mistake is heard at once and not as a run that never arrives.
 *
 * @throws SpoorError `no-project`, `bad-mode`, `bad-name`, `bad-option`.
 */
export function checkInitOptions(options: InitOptions): void {
  if (
    typeof options !== 'object' ||
    options === null ||
    typeof options.project !== 'string' ||
    options.project.trim() === ''
  ) {
    throw new SpoorError('no-project', "init() must be given a project: init({ project: 'digits' }).");
  }
  const { project, entity, id, sweepId, mode, resume, consent, settings = {} } = options;
  checkName('project', project);
  if (entity !== undefined) checkName('entity', entity);
  if (id !== undefined) checkName('run id', id);
  if (sweepId !== undefined) checkName('sweep id', sweepId);
  if (mode !== undefined && !MODE.is(mode))
    throw new SpoorError('bad-mode', `mode must be ${MODE.what}, not ${describe(mode)}.`);
  checkOptions('init()', options, OPTIONS);
  checkOptions('init()', settings, SETTINGS, 'settings.');
  if ((resume === 'must' && id === undefined) || (resume === 'auto' && id !== undefined)) {
    throw new SpoorError(
      'bad-option',
      "resume: 'must' needs the id of a run, and resume: 'auto' finds the run by itself.",
    );
  }
  if (consent === 'pending' && (id !== undefined || resume !== undefined)) {
    throw new SpoorError('bad-option', "consent: 'pending' starts a new run: leave out id and resume.");
  }
  checkBeginning(options);
}

/** @throws SpoorError `bad-name`, `bad-option`. */
function checkBeginning({ id, mode, resume, forkFrom, rewindTo }: InitOptions): void {
  if (forkFrom !== undefined) {
    checkOption('forkFrom.step', forkFrom.step, COUNT);
    checkName('run id', forkFrom.run);
    if (forkFrom.run === id)
      throw new SpoorError('bad-option', 'A fork is a run of its own: choose another id, or leave it out.');
    if (resume === 'must' || resume === 'auto' || rewindTo !== undefined)
      throw new SpoorError(
        'bad-option',
        `forkFrom begins a new run: leave out rewindTo, and resume: 'must' and 'auto'.`,
      );
  }
  if (rewindTo !== undefined) {
    if (id === undefined || resume === 'never')
      throw new SpoorError('bad-option', 'rewindTo needs the id of a run, and continues it.');
    if (mode === 'offline')
      throw new SpoorError(
        'bad-option',
        "rewindTo needs the server: choose mode 'online', or forkFrom, which works offline.",
      );
  }
}

/** The server's address without a slash at the end. */
export function resolveBaseUrl(baseUrl: string | undefined): string {
  const page = globalThis.location?.href;
  const base = baseUrl ?? globalThis.location?.origin;
  try {
    const { protocol, href } = new URL(base ?? '', page);
    if (base !== '' && (protocol === 'http:' || protocol === 'https:')) return href.replace(/\/+$/, '');
  } catch {
    // Said below.
  }
  throw new SpoorError(
    'bad-option',
    baseUrl === undefined && page
      ? // Opened from disk, or of an extension or an app. `location.origin` of a page from disk is not what its requests
        // say.
        `This page has no server of its own: give init() a baseUrl and a token, and start the server with --allow-origin ${globalThis.origin}.`
      : `baseUrl must be the http(s) address of a server, such as 'http://127.0.0.1:8080', not ${describe(base)}.`,
  );
}
