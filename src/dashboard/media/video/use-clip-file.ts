import { useEffect, useState } from 'preact/hooks';
import type { RunPath } from '../../source/source';
import { useHref } from '../../source/use-href';

const TRIES = 6;

export interface ClipFile {
  href: string | undefined;
  /** Why it is not shown; null while it is, or may be. */
  problem: string | null;
  /** What an element does that could not show it. */
  onError: () => void;
}

/**
 * The file of a clip, for an element to show. An element cannot tell a file that is not there from one that it cannot
 * play, so then the server is asked. A row may arrive before its file does, so a file that is not there is tried again.
 */
export function useClipFile(path: RunPath, name: string): ClipFile {
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [isLate, setLate] = useState(false);
  const href = useHref(`${name} ${attempt}`, (source) => source.file(path, name, attempt));
  useEffect(() => {
    if (!isLate) return undefined;
    const again = () => {
      setLate(false);
      setProblem(null);
      setAttempt(attempt + 1);
    };
    const timer = setTimeout(again, 1000 * 2 ** attempt);
    return () => clearTimeout(timer);
  }, [isLate, attempt]);
  const ask = async () => {
    const isThere = await fetch(href!, { method: 'HEAD' }).then(
      ({ status }) => status !== 404,
      () => true,
    );
    const isLast = attempt >= TRIES;
    setLate(!isThere && !isLast);
    if (isThere) setProblem('This browser cannot play the video. It can be downloaded.');
    else setProblem(isLast ? 'The file is missing.' : 'The file is not here yet.');
  };
  return { href, problem, onError: () => void ask() };
}
