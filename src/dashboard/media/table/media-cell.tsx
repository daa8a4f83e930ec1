import { useRef, useState } from 'preact/hooks';
import { loggedMediaOf } from '../../../wire/index';
import { useInView } from '../../charts/in-view';
import { usePlayable } from '../../rows/use-playable';
import type { RunPath } from '../../source/source';
import { useHref } from '../../source/use-href';
import { readSounds } from '../audio/logged-sounds';
import { displaySize, readImages } from '../image/logged-images';
import { shownText, type MediaValue } from './cell-text';
import { readVideos } from '../video/logged-videos';
import { HistogramBars } from './media-view';

/** More of a list does not fit into a cell; all of them are in the large view. */
const MOST = 4;

/** What one is called that has no caption. */
const NOUNS: { [kind: string]: string } = {
  html: 'document',
  markdown: 'text',
  plotly: 'figure',
  object3d: '3-D object',
};

interface MediaCellProps {
  path: RunPath;
  media: readonly MediaValue[];
  /** Where it is: "digit, row 5". */
  label: string;
  onOpen: (value: MediaValue) => void;
}

/** Media in a cell: small, and large when somebody opens them. */
export function MediaCell({ path, media, label, onOpen }: MediaCellProps) {
  return (
    <td>
      <div class="cell-media">
        {media.slice(0, MOST).map((value, place) => (
          <Small key={place} path={path} value={value} label={label} onOpen={() => onOpen(value)} />
        ))}
        {media.length > MOST && <span class="cell-quiet">+{media.length - MOST}</span>}
      </div>
    </td>
  );
}

interface SmallProps {
  path: RunPath;
  value: MediaValue;
  label: string;
  onOpen: () => void;
}

function Small({ path, value, label, onOpen }: SmallProps) {
  const kind = loggedMediaOf(value._type);
  const caption = shownText(value, false);
  const name = caption || (NOUNS[kind] ?? kind);
  const [image] = readImages(value);
  if (kind === 'audio') return <Player path={path} file={readSounds(value)[0]?.path} name={`${name}: ${label}`} />;
  return (
    <button type="button" class="cell-open" title={name} aria-label={`Open ${name}: ${label}`} onClick={onOpen}>
      {kind === 'image' ? (
        <Thumbnail path={path} file={image?.path} name={name} pixelated={image && displaySize(image).pixelated} />
      ) : kind === 'video' ? (
        <Still path={path} file={readVideos(value)[0]?.path} name={name} />
      ) : kind === 'histogram' ? (
        <HistogramBars value={value} label={label} />
      ) : (
        name
      )}
    </button>
  );
}

interface FileProps {
  path: RunPath;
  /** The file of the run; undefined where the cell names none. */
  file: string | undefined;
  name: string;
  /** Whether its pixels stay square. */
  pixelated?: boolean | undefined;
}

function useFileHref(path: RunPath, file: string | undefined): string | undefined {
  return useHref(file ?? '', (source) => (file === undefined ? '' : source.file(path, file))) || undefined;
}

/** A small picture; its name where it cannot be shown. */
function Thumbnail({ path, file, name, pixelated }: FileProps) {
  const [failed, setFailed] = useState<string>();
  const src = useFileHref(path, file);
  if (src === undefined || failed === src) return <>{name}</>;
  const fail = () => setFailed(src);
  return (
    <img src={src} alt="" class={pixelated ? 'pixelated' : undefined} loading="lazy" decoding="async" onError={fail} />
  );
}

/** The first picture of a clip, fetched while its cell is in view. A GIF moves, as GIFs do. */
function Still({ path, file, name }: FileProps) {
  const video = useRef<HTMLVideoElement>(null);
  const inView = useInView(video);
  const isGif = /\.gif$/i.test(file ?? '');
  const { href, isList } = usePlayable(path, isGif ? undefined : file, 0, inView);
  if (isGif) return <Thumbnail path={path} file={file} name={name} />;
  if (isList) return <>{name}</>;
  return <video ref={video} src={inView ? href : undefined} muted playsInline preload="metadata" tabIndex={-1} />;
}

/** Nothing of a sound is fetched before it is played, but its first bytes while its cell is in view. */
function Player({ path, file, name }: FileProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const inView = useInView(audio);
  const { href, isList } = usePlayable(path, file, 0, inView);
  if (isList) return <span class="cell-quiet">A playlist, not played here</span>;
  return <audio ref={audio} src={href} controls preload="none" aria-label={name} />;
}
