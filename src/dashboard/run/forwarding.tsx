import { useEffect } from 'preact/hooks';
import { askForwarding, type Forwarding } from '../api/forwarding';
import type { Run } from '../api/runs';
import { useAnswer } from '../api/use-answer';
import { countOf, formatCount } from '../format/number';
import type { RunPath } from '../format/paths';

/**
 * While something is on its way it is asked for so often: what other servers have is not a change of the run, of which
 * live events would tell.
 */
const ASK_MS = 2_000;

/** How far the run has been passed on, where the server does that. */
export function ForwardingNote({ path, run }: { path: RunPath; run: Run }) {
  const { value, error, reload } = useAnswer('forwarding', (signal) => askForwarding(path, signal));
  const isWhole = !value || isComplete(value, run);
  useEffect(() => {
    if (isWhole) return undefined;
    const timer = setTimeout(reload, ASK_MS);
    return () => clearTimeout(timer);
  }, [isWhole, value, error]);
  if (!value) return null;

  const { host, url, rows, rowCount, files, fileCount, problem } = value;
  return (
    <p class="forwarding" role="status">
      Forwarded to{' '}
      {url ? (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {host}
        </a>
      ) : (
        host
      )}
      : {partOf(rows, rowCount, 'row')}
      {fileCount > 0 && `, ${partOf(files, fileCount, 'file')}`}
      {problem && <span class="forwarding-problem">{problem}</span>}
    </p>
  );
}

/** Whether all that is known here has arrived there. */
export function isComplete(
  { url, rows, rowCount, files, fileCount, problem }: Forwarding,
  { lineCount }: Pick<Run, 'lineCount'>,
): boolean {
  return url !== null && problem === null && rows >= Math.max(rowCount, lineCount) && files >= fileCount;
}

/** @example partOf(1234, 1300, 'row') // '1,234 of 1,300 rows' */
export function partOf(some: number, all: number, one: string): string {
  return some >= all ? `all ${countOf(all, one)}` : `${formatCount(some)} of ${countOf(all, one)}`;
}
