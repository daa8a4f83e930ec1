import { useEffect, useRef, useState } from 'preact/hooks';
import { DownloadLink } from '../../shell/download-link';
import { nameOf, type LoggedFile } from '../../rows/logged-files';
import type { RunPath } from '../../source/source';
import { asItIs, useFile } from '../../source/use-file';
import { useColors } from '../../theme/colors';
import { openPlayer, type Player } from './player';

/** All of a file is decoded for its waveform: an hour of WAV is 600 MiB. */
const MOST_BYTES = 128 * 1024 * 1024;
const SEEK_SECONDS = 5;

/** One sound: its waveform, a button that plays it, and where it is. */
export function Clip({ path, sound }: { path: RunPath; sound: LoggedFile }) {
  const box = useRef<HTMLDivElement>(null);
  const player = useRef<Player | null>(null);
  const { content: blob, problem } = useFile(path, sound.path, MOST_BYTES, asItIs);
  const [playing, setPlaying] = useState(false);
  const [time, setTime] = useState(0);
  const [length, setLength] = useState<number | null>(null);
  const [unplayable, setUnplayable] = useState(false);
  const colors = useColors();

  useEffect(() => {
    if (!blob || !box.current) return undefined;
    const opened = openPlayer(box.current, blob, sound.path, {
      onReady: setLength,
      onTime: setTime,
      onPlaying: setPlaying,
      onFailed: () => setUnplayable(true),
    });
    player.current = opened;
    return () => {
      player.current = null;
      opened.close();
    };
  }, [blob]);
  useEffect(() => player.current?.paint(colors.faint, colors.accent), [blob, colors]);

  const seek = (event: KeyboardEvent) => {
    const to = { ArrowLeft: time - SEEK_SECONDS, ArrowRight: time + SEEK_SECONDS, Home: 0, End: length ?? 0 }[
      event.key
    ];
    if (to === undefined || length === null) return;
    event.preventDefault();
    player.current?.seek(Math.max(0, Math.min(length, to)));
  };
  const name = nameOf(sound);
  const said = unplayable ? 'This browser cannot play the file.' : (problem ?? (length === null ? 'Loading…' : null));
  return (
    <figure class="clip">
      <div class="clip-row">
        <button
          type="button"
          class="icon-button clip-play"
          aria-label={`${playing ? 'Pause' : 'Play'} ${name}`}
          disabled={length === null}
          onClick={() => player.current?.toggle()}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">
            <path d={playing ? 'M4 2h3v12H4zM9 2h3v12H9z' : 'M4 2l9 6-9 6z'} />
          </svg>
        </button>
        <div
          class="clip-wave"
          ref={box}
          role="slider"
          tabIndex={0}
          aria-label={`Position in ${name}`}
          aria-valuemin={0}
          aria-valuemax={length ?? 0}
          aria-valuenow={time}
          aria-valuetext={`${clock(time)} of ${clock(length ?? 0)}`}
          onKeyDown={seek}
        />
        <output class="clip-time">{length === null ? '' : `${clock(time)} / ${clock(length)}`}</output>
        <DownloadLink path={path} name={sound.path} />
      </div>
      {said !== null && <p class="rows-status">{said}</p>}
      {sound.caption !== null && <figcaption>{sound.caption}</figcaption>}
    </figure>
  );
}

/** Minutes and seconds; hundredths where a second is long. */
function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds - minutes * 60;
  return `${minutes}:${minutes === 0 ? rest.toFixed(2).padStart(5, '0') : String(Math.floor(rest)).padStart(2, '0')}`;
}
