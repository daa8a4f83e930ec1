import {
  parseLine,
  parseLineExactly,
  type ConsoleChange,
  type LinesChange,
  type LineValue,
  type RunChange,
  type RunDeleted,
} from '../../../wire/index';
import type { LiveListener, LiveScope } from '../live';

/** The part of EventSource that is used; tests hand in their own. */
export type EventStream = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>;

const CLOSED = 2;
const LONGEST_WAIT = 15_000;

/** Opens the stream of live changes and keeps it open until the returned function is called. */
export function openLive(
  scope: LiveScope,
  listener: LiveListener,
  connect = (url: string): EventStream => new EventSource(url),
): () => void {
  const query = new URLSearchParams({ entity: scope.entity, project: scope.project });
  if (scope.run !== undefined) query.set('run', scope.run);
  const url = `/api/live?${query}`;
  let stream: EventStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let opened = false;

  function open(): void {
    clearTimeout(timer);
    stream?.close();
    listener.state('connecting');
    const own = connect(url);
    stream = own;
    own.addEventListener('open', () => {
      failures = 0;
      listener.state('live');
      if (opened) listener.reopened();
      else listener.opened?.();
      opened = true;
    });
    own.addEventListener('run', (event) => listener.run(read(event, parseLineExactly) as unknown as RunChange));
    own.addEventListener('deleted', (event) => listener.deleted(read(event) as unknown as RunDeleted));
    own.addEventListener('lines', (event) => listener.lines(read(event) as unknown as LinesChange));
    own.addEventListener('console', (event) => listener.console?.(read(event) as unknown as ConsoleChange));
    own.addEventListener('error', () => {
      if (stream !== own) return;
      listener.state('waiting');
      // A browser tries again by itself after a broken connection, but never after an answer such as 401 or 502 (HTML,
      // "Server-sent events": all but 200 fail the connection for good).
      if (own.readyState !== CLOSED) return;
      failures++;
      timer = setTimeout(open, Math.min(LONGEST_WAIT, 500 * 2 ** failures));
    });
  }

  /**
   * A browser has six connections to a server over HTTP/1.1, for all its pages together (MDN, "EventSource"); pages
   * that nobody sees must not hold them.
   */
  function visibility(): void {
    clearTimeout(timer);
    if (document.hidden) {
      timer = setTimeout(() => {
        stream?.close();
        stream = null;
        listener.state('paused');
      }, 20_000);
    } else if (stream === null || stream.readyState === CLOSED) {
      open();
    }
  }

  open();
  document.addEventListener('visibilitychange', visibility);
  return () => {
    document.removeEventListener('visibilitychange', visibility);
    clearTimeout(timer);
    stream?.close();
    stream = null;
  };
}

/** Only a summary is shown to its last digit; other numbers are for drawing, which bigints are not. */
function read(event: Event, parse = parseLine): LineValue {
  return parse((event as MessageEvent<string>).data);
}
