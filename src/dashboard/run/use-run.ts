import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isSpoorError, type KeysAnswer, type MetricKind } from '../../wire/index';
import { RunSeries } from '../charts/data/run-series';
import { ConsoleStore } from '../console/console-store';
import { useLive } from '../live/use-live';
import { entryOfChange, type LogEntry } from '../log/log-entries';
import { useSource } from '../source/context';
import type { LiveState } from '../source/live';
import type { Run } from '../source/run';
import type { Axis, RunPath } from '../source/source';
import { useAnswer } from '../source/use-answer';
import { withAnswer, withChange, withFresh, withLines } from './change';

export interface RunView {
  run: Run | undefined;
  error: unknown;
  /** Which metrics there are, by kind; undefined until known. */
  metrics: ReadonlyMap<MetricKind, string[]> | undefined;
  metricsError: unknown;
  /** The run has more metrics than the server keeps series of. */
  isFull: boolean;
  /** The points of what was logged, and of the samples of the machine or page. */
  series: RunSeries;
  events: RunSeries;
  console: ConsoleStore;
  live: LiveState;
  /** The run was deleted; the rest is what the page had of it. */
  isDeleted: boolean;
  /** The line count up to which a metric that is not a number is known to have new rows. */
  freshOf: (key: string) => number;
  seen: readonly LogEntry[];
  reload: () => void;
}

/** One run, kept up to date. */
export function useRun(path: RunPath, axis: Axis | null): RunView {
  const source = useSource();
  const runAnswer = useAnswer('run', (_source, signal) => source.run(path, signal));
  const keysAnswer = useAnswer('keys', (_source, signal) => source.metrics(path, 'history', signal));
  const known = keysAnswer.value;
  const [run, setRun] = useState<Run>();
  const [extra, setExtra] = useState<ReadonlySet<string>>(new Set());
  const [fresh, setFresh] = useState<ReadonlyMap<string, number>>(new Map());
  const [epoch, setEpoch] = useState(0);
  const [seen, setSeen] = useState<LogEntry[]>([]);
  const [wasDeleted, setWasDeleted] = useState(false);
  const series = useMemo(() => new RunSeries(source, path, 'history'), [source, axis]);
  const events = useMemo(() => new RunSeries(source, path, 'events'), [source]);
  const console = useMemo(
    () => new ConsoleStore((from, count) => source.console(path, from, count, AbortSignal.timeout(60_000))),
    [source],
  );
  const latest = useRef({ run, series });
  latest.current = { run, series };
  const revision = useRef<number>();
  const reloadKeysLater = useLater(keysAnswer.reload, 500);
  const reloadRunLater = useLater(runAnswer.reload, 500);

  useEffect(() => {
    if (!runAnswer.value) return;
    const answer = runAnswer.value;
    setRun((old) => withAnswer(old, answer));
    series.catchUp(answer.lineCount);
    events.catchUp(answer.eventCount);
    console.catchUp(answer.outputCount);
    if (known && answer.lineCount > known.lineCount) reloadKeysLater();
  }, [runAnswer.value]);

  const see = (entry: LogEntry) => setSeen((old) => [...old.slice(-199), entry]);
  /** What changed unheard is asked for. */
  const askAnew = () => {
    runAnswer.reload();
    keysAnswer.reload();
    setEpoch((old) => old + 1);
  };
  const live = useLive(path, {
    run(change) {
      const before = latest.current.run;
      if (!before || change.run !== path.run) return;
      if (wasDeleted) {
        // Another run has its name now.
        setWasDeleted(false);
        askAnew();
      }
      if (before.state !== change.state) {
        see(entryOfChange(before.state, change.state, Date.now()));
        // The exit code comes only with the whole run.
        runAnswer.reload();
      }
      if (revision.current !== change.revision) reloadRunLater();
      revision.current = change.revision;
      setRun((old) => old && withChange(old, change));
    },
    deleted({ run: name }) {
      if (name !== path.run) return;
      see({ at: Date.now(), text: 'Deleted', tone: 'plain', seen: true });
      setWasDeleted(true);
    },
    lines(change) {
      if (change.run !== path.run) return;
      latest.current.series.append(change);
      events.append(change);
      setRun((old) => old && withLines(old, change));
      if (change.stream !== 'history') return;
      const unknown = Object.keys(change.values).filter(
        (key) => known && !known.keys.some((one) => one.key === key) && !extra.has(key),
      );
      if (unknown.length > 0) setExtra((old) => new Set([...old, ...unknown]));
      if (change.others.length === 0) return;
      setFresh((old) => withFresh(old, change));
      if (known && change.others.some((key) => !known.keys.some((one) => one.key === key))) reloadKeysLater();
    },
    console(change) {
      if (change.run === path.run) console.append(change);
    },
    opened: reloadRunLater,
    reopened() {
      see({
        at: Date.now(),
        text: 'Live connection is back',
        detail: 'what was missed has been fetched',
        tone: 'plain',
        seen: true,
      });
      askAnew();
    },
  });
  const wasLive = useRef(live);
  useEffect(() => {
    if (wasLive.current === 'live' && live === 'waiting')
      see({ at: Date.now(), text: 'Live connection lost', tone: 'warning', seen: true });
    wasLive.current = live;
  }, [live]);

  return {
    run,
    error: runAnswer.error,
    metrics: useMemo(() => known && byKind(known, extra), [known, extra]),
    metricsError: keysAnswer.error,
    isFull: known?.isFull ?? false,
    series,
    events,
    console,
    live,
    isDeleted: wasDeleted || (run !== undefined && isAbsent(runAnswer.error)),
    freshOf: (key) => (fresh.get(key) ?? 0) + epoch,
    seen,
    reload() {
      runAnswer.reload();
      keysAnswer.reload();
    },
  };
}

function isAbsent(error: unknown): boolean {
  return isSpoorError(error) && error.code === 'not-found';
}

/**
 * A metric that was both a number and an image is listed under both. What clients keep for themselves (`_step`) is left
 * out.
 */
function byKind(answer: KeysAnswer, extra: ReadonlySet<string>): ReadonlyMap<MetricKind, string[]> {
  const kinds = new Map<MetricKind, string[]>();
  const add = (kind: MetricKind, key: string) => kinds.set(kind, [...(kinds.get(kind) ?? []), key]);
  const listed = new Set<string>();
  for (const { key, kinds: own } of answer.keys) {
    listed.add(key);
    if (!key.startsWith('_')) for (const kind of own) add(kind, key);
  }
  // A chart of what has no series would be gone with the next visit.
  if (answer.isFull) return kinds;
  for (const key of extra) if (!listed.has(key) && !key.startsWith('_')) add('number', key);
  return kinds;
}

/** Calls a function once, a while after the first of many wishes. */
function useLater(call: () => void, delay: number): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(call);
  latest.current = call;
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      latest.current();
    }, delay);
  };
}
