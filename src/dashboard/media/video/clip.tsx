import { useEffect, useState } from 'preact/hooks';
import { FileBox } from '../../rows/file-box';
import type { LoggedFile } from '../../rows/logged-files';
import { usePlayable } from '../../rows/use-playable';
import type { RunPath } from '../../source/source';
import { useSource } from '../../source/context';
import { pauseAfter, TRIES } from '../../source/fetch-file';
import { Gif } from './gif';

/** What the browser has found out about a clip. */
interface Found {
  width: number;
  height: number;
  /** In seconds; undefined where it has not been said. */
  duration?: number;
}

/** One clip, which plays when somebody wants it to; an animated GIF plays by itself, as GIFs do. */
export function Clip({ path, file, label }: { path: RunPath; file: LoggedFile; label: string }) {
  const [found, setFound] = useState<Found>();
  const { href, problem, onError } = useClipFile(path, file.path);
  const shown = { src: href, onError, class: found && Math.max(found.width, found.height) <= 128 ? 'pixelated' : '' };
  return (
    <FileBox path={path} file={file} label={label} note={problem === null && found && noteOf(found)}>
      <div class="video-clip">
        {problem !== null && <p class="file-box-status">{problem}</p>}
        {problem === null && href !== undefined && isGif(file) && (
          <Gif
            {...shown}
            label={label}
            onLoad={({ naturalWidth, naturalHeight }) => setFound({ width: naturalWidth, height: naturalHeight })}
          />
        )}
        {problem === null && href !== undefined && !isGif(file) && (
          <video
            {...shown}
            aria-label={label}
            controls
            loop
            muted
            playsInline
            preload="metadata"
            onLoadedMetadata={({ currentTarget: { videoWidth, videoHeight, duration } }) =>
              setFound({ width: videoWidth, height: videoHeight, duration })
            }
          />
        )}
      </div>
    </FileBox>
  );
}

function isGif({ path }: LoggedFile): boolean {
  return /\.gif$/i.test(path);
}

/** A file that was recorded as it happened may not say how long it is. */
function noteOf({ width, height, duration }: Found): string {
  const size = width > 0 ? `${width} × ${height}` : 'sound only';
  return duration !== undefined && Number.isFinite(duration) ? `${size} · ${duration.toFixed(1)} s` : size;
}

interface ClipFile {
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
function useClipFile(path: RunPath, name: string): ClipFile {
  const source = useSource();
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [isLate, setLate] = useState(false);
  const { href, isList } = usePlayable(path, name, attempt);
  useEffect(() => {
    if (!isLate) return undefined;
    const again = () => {
      setLate(false);
      setProblem(null);
      setAttempt(attempt + 1);
    };
    const timer = setTimeout(again, pauseAfter(attempt));
    return () => clearTimeout(timer);
  }, [isLate, attempt]);
  const ask = async () => {
    const isThere = await source.has(path, name, attempt).catch(() => true);
    const isLast = attempt >= TRIES;
    setLate(!isThere && !isLast);
    if (isThere) setProblem('This browser cannot play the video. It can be downloaded.');
    else setProblem(isLast ? 'The file is missing.' : 'The file is not here yet.');
  };
  const list = isList ? 'This is a playlist, whose clips lie elsewhere, so it is not played here.' : null;
  return { href, problem: list ?? problem, onError: () => void ask() };
}
