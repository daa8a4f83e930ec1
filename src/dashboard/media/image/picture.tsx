import { useEffect, useState } from 'preact/hooks';
import { DownloadLink } from '../../shell/download-link';
import { pauseAfter, TRIES } from '../../source/fetch-file';
import type { RunPath } from '../../source/source';
import { useHref } from '../../source/use-href';
import { displaySize, type LoggedImage } from './logged-images';
import { Overlays, type OverlayView } from './overlays';
import type { Layer } from './use-layers';

interface PictureProps {
  path: RunPath;
  image: LoggedImage;
  /** How long its longer side should be; null: as suits it. */
  edge: number | null;
  layers: readonly Layer[];
  view: OverlayView;
}

/** One image. Its row may arrive before its file does, so a file that is not there is asked for again. */
export function Picture({ path, image, edge, layers, view }: PictureProps) {
  const [size, setSize] = useState({ width: image.width, height: image.height });
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setAttempt(0);
    setFailed(false);
  }, [image.path]);
  useEffect(() => {
    if (!failed || attempt >= TRIES) return undefined;
    const timer = setTimeout(() => {
      setFailed(false);
      setAttempt(attempt + 1);
    }, pauseAfter(attempt));
    return () => clearTimeout(timer);
  }, [failed, attempt]);

  const src = useHref(`${image.path} ${attempt}`, (source) => source.file(path, image.path, attempt));
  const { width, pixelated } = displaySize(image, edge);
  const ratio = image.width > 0 && image.height > 0 ? `${image.width} / ${image.height}` : undefined;
  return (
    <figure class="picture" style={size.height > 0 ? { '--ratio': size.width / size.height } : undefined}>
      <a href={src} target="_blank" rel="noopener noreferrer" title="Open the file">
        {failed ? (
          <span class="picture-missing" style={{ width: width ? `${width}px` : undefined, aspectRatio: ratio }}>
            {attempt < TRIES ? 'Not here yet' : 'File missing'}
          </span>
        ) : (
          <img
            src={src}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })}
            alt={image.caption ?? ''}
            decoding="async"
            class={pixelated ? 'pixelated' : undefined}
            style={{ width: width ? `${width}px` : undefined, aspectRatio: ratio }}
            onError={() => setFailed(true)}
          />
        )}
        {!failed && <Overlays layers={layers} view={view} size={size} />}
      </a>
      {!failed && <DownloadLink path={path} name={image.path} />}
      {image.caption && <figcaption>{image.caption}</figcaption>}
    </figure>
  );
}
