import {
  parseLine,
  type LineValue,
  type ConsoleChange,
  type LinesChange,
  type RunChange,
  type RunDeleted,
} from '../../wire/index';

/** How the live connection is: `waiting` between two attempts, `paused` while nobody looks at the page. */
export type LiveState = 'connecting' | 'live' | 'waiting' | 'paused';

export interface LiveScope {
  entity: string;
  project: string;
  run?: string;
}

export interface LiveListener {
  state: (state: LiveState) => void;
  run: (change: RunChange) => void;
  deleted: (run: RunDeleted) => void;
  lines: (change: LinesChange) => void;
  /** Of one run only. */
  console?: (change: ConsoleChange) => void;
  /** The connection is there for the first time: what happened since the page asked was not heard. */
  opened?: () => void;
  /** The connection is there again; what happened meanwhile was not heard and must be asked for. */
  reopened: () => void;
}

/** The part of EventSource that is used; tests hand in their own. */
export type Source = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>;

const CLOSED = 2;
const LONGEST_WAIT = 15_000;

/** Opens the stream of live changes and keeps it open until the returned function is called. */
export function openLive(
  scope: LiveScope,
  listener: LiveListener,
  connect = (url: string): Source => new EventSource(url),
): () => void {
  const query = new URLSearchParams({ entity: scope.entity, project: scope.project });
  if (scope.run !== undefined) query.set('run', scope.run);
  const url = `/api/live?${query}`;
  let source: Source | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let opened = false;

  function open(): void {
    clearTimeout(timer);
    source?.close();
    listener.state('connecting');
    const own = connect(url);
    source = own;
    own.addEventListener('open', () => {
      failures = 0;
      listener.state('live');
      if (opened) listener.reopened();
      else listener.opened?.();
      opened = true;
    });
    own.addEventListener('run', (event) => listener.run(read(event) as unknown as RunChange));
    own.addEventListener('deleted', (event) => listener.deleted(read(event) as unknown as RunDeleted));
    own.addEventListener('lines', (event) => listener.lines(read(event) as unknown as LinesChange));
    own.addEventListener('console', (event) => listener.console?.(read(event) as unknown as ConsoleChange));
    own.addEventListener('error', () => {
      if (source !== own) return;
      listener.state('waiting');
      // A browser tries again by itself after a broken connection, but never after an answer such as 401 or 502.
      if (own.readyState !== CLOSED) return;
      failures++;
      timer = setTimeout(open, Math.min(LONGEST_WAIT, 500 * 2 ** failures));
    });
  }

  /** A browser has six connections to a server over HTTP/1.1; pages that nobody sees must not hold them. */
  function visibility(): void {
    clearTimeout(timer);
    if (document.hidden) {
      timer = setTimeout(() => {
        source?.close();
        source = null;
        listener.state('paused');
      }, 20_000);
    } else if (source === null || source.readyState === CLOSED) {
      open();
    }
  }

  open();
  document.addEventListener('visibilitychange', visibility);
  return () => {
    document.removeEventListener('visibilitychange', visibility);
    clearTimeout(timer);
    source?.close();
    source = null;
  };
}

function read(event: Event): LineValue {
  return parseLine((event as MessageEvent<string>).data);
}
