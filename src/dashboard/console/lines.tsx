import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ConsoleLine } from '../../wire/index';
import { formatClock, formatMoment } from '../format/moment';
import { useVisibleRows } from '../shell/use-visible-rows';
import type { ConsoleStore } from './console-store';
import { splitAtMatches } from './search';

/** The height of a line in CSS pixels; the style sheet says the same. */
const LINE = 20;
/** More of a line than fits on any screen; copying gives all of it. */
const LONGEST = 2000;

interface LinesProps {
  store: ConsoleStore;
  /** The numbers of the lines to show; null for all. */
  found: readonly number[] | null;
  wanted: string;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  /** Renders anew when it changes. */
  version: number;
}

/** A list of any length, of which only the lines in view are in the page. */
export function ConsoleLines({ store, found, wanted, follow, onFollow, version }: LinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const count = found ? found.length : store.lineCount - store.first;
  const { places, top, height } = useVisibleRows(box, count, LINE);
  const numbers = places.map((place) => (found ? found[place]! : store.first + place));

  useLayoutEffect(() => {
    if (follow && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [follow, count, version]);
  useEffect(() => {
    const [from, to] = [numbers[0], numbers.at(-1)];
    if (!found && from !== undefined && to !== undefined) void store.want(from, to + 1);
  }, [store, found, numbers[0], numbers.at(-1), version]);
  useEffect(() => {
    const observer = new ResizeObserver(() => look());
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);

  function look(): void {
    const { scrollTop, clientHeight, scrollHeight } = box.current!;
    onFollow(scrollTop + clientHeight >= scrollHeight - LINE);
  }

  return (
    <div ref={box} class="console" role="region" aria-label="Console output" tabIndex={0} onScroll={look}>
      <div class="console-all" style={{ height: `${height}px` }}>
        <div class="console-shown" style={{ transform: `translateY(${top}px)` }}>
          {numbers.map((number) => (
            <Line key={number} number={number} line={store.line(number)} wanted={wanted} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Line({ number, line, wanted }: { number: number; line: ConsoleLine | undefined; wanted: string }) {
  const at = line?.timestamp ? Date.parse(`${line.timestamp}Z`) : NaN;
  const text = line?.text ?? '';
  const parts = splitAtMatches(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text, wanted);
  return (
    <div class={line?.isError ? 'console-line console-error' : 'console-line'}>
      <span class="console-number" aria-hidden="true">
        {number + 1}
      </span>
      {!Number.isNaN(at) && (
        <time class="console-time" dateTime={`${line!.timestamp}Z`} title={formatMoment(at)}>
          {formatClock(at)}
        </time>
      )}
      {line?.isError && <span class="visually-hidden">Error: </span>}
      <span class="console-text">
        {parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}
      </span>
    </div>
  );
}
