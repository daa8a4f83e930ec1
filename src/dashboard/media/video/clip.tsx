import { useState } from 'preact/hooks';
import { FileBox } from '../../rows/file-box';
import type { LoggedFile } from '../../rows/logged-files';
import type { RunPath } from '../../source/source';
import { Gif } from './gif';
import { useClipFile } from './use-clip-file';

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
      <div class="clip">
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
