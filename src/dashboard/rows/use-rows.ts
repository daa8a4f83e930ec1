import { useEffect, useRef, useState } from 'preact/hooks';
import type { RowsAnswer } from '../../wire/index';
import { useSource } from '../source/context';
import type { RunPath } from '../source/source';

export type StepRow = RowsAnswer['rows'][number];

export interface Rows {
  rows: StepRow[];
  loading: boolean;
  error: unknown;
  /** More rows exist than were fetched. */
  more: boolean;
  fetchMore: () => void;
  retry: () => void;
}

const PAGE = 200;
const AT_ONCE = 1000;

/**
 * The rows of a run that have `key`, page after page up to a limit. When `fresh` changes, new rows are there and are
 * asked for from where the last answer ended.
 */
export function useRows(path: RunPath, key: string, fresh: number): Rows {
  const source = useSource();
  const [rows, setRows] = useState<StepRow[]>([]);
  const [limit, setLimit] = useState(AT_ONCE);
  const [turn, setTurn] = useState(0);
  const [status, setStatus] = useState<{ loading: boolean; error: unknown; more: boolean }>({
    loading: true,
    error: undefined,
    more: false,
  });
  const held = useRef<StepRow[]>([]);
  const next = useRef(0);
  useEffect(() => {
    const controller = new AbortController();
    const load = async () => {
      let from: number | null = next.current;
      while (from !== null && held.current.length < limit) {
        const answer: RowsAnswer = await source.rows(path, { key, from, limit: PAGE }, controller.signal);
        if (controller.signal.aborted) return;
        held.current = [...held.current, ...answer.rows];
        next.current = answer.next ?? (held.current.at(-1)?.line ?? -1) + 1;
        from = answer.next;
        setRows(held.current);
      }
      setStatus({ loading: false, error: undefined, more: from !== null });
    };
    load().catch((error: unknown) => {
      if (!controller.signal.aborted) setStatus({ loading: false, error, more: false });
    });
    return () => controller.abort();
  }, [source, key, fresh, limit, turn]);
  return {
    rows,
    ...status,
    fetchMore: () => setLimit((old) => old + AT_ONCE),
    retry: () => setTurn((old) => old + 1),
  };
}
