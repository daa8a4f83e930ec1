import { useEffect, useState } from 'preact/hooks';
import { displaySize, type LoggedImage } from './logged-images';

const TRIES = 6;

/** One image. Its row may arrive before its file does, so a file that is not there is asked for again. */
export function Picture({ src, image }: { src: string; image: LoggedImage }) {
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setAttempt(0);
    setFailed(false);
  }, [src]);
  useEffect(() => {
    if (!failed || attempt >= TRIES) return undefined;
    const timer = setTimeout(
      () => {
        setFailed(false);
        setAttempt(attempt + 1);
      },
      1000 * 2 ** attempt,
    );
    return () => clearTimeout(timer);
  }, [failed, attempt]);

  const { width, pixelated } = displaySize(image);
  const ratio = image.width > 0 && image.height > 0 ? `${image.width} / ${image.height}` : undefined;
  return (
    <figure class="picture">
      <a href={src} target="_blank" rel="noopener noreferrer" title="Open the file">
        {failed ? (
          <span class="picture-missing" style={{ width: width ? `${width}px` : undefined, aspectRatio: ratio }}>
            {attempt < TRIES ? 'Not here yet' : 'File missing'}
          </span>
        ) : (
          <img
            src={attempt === 0 ? src : `${src}?try=${attempt}`}
            alt={image.caption ?? ''}
            decoding="async"
            class={pixelated ? 'pixelated' : undefined}
            style={{ width: width ? `${width}px` : undefined, aspectRatio: ratio }}
            onError={() => setFailed(true)}
          />
        )}
      </a>
      {image.caption && <figcaption>{image.caption}</figcaption>}
    </figure>
  );
}
