import { useState } from 'preact/hooks';

interface GifProps {
  src: string | undefined;
  label: string;
  class: string;
  onLoad: (image: HTMLImageElement) => void;
  onError: () => void;
}

/** An animated GIF. It stands still until it is asked to play where people want less motion: nothing can pause it. */
export function Gif({ src, label, class: name, onLoad, onError }: GifProps) {
  const [isPlaying, setPlaying] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);
  const [still, setStill] = useState<HTMLImageElement>();
  const load = (image: HTMLImageElement) => {
    onLoad(image);
    setStill(image);
  };
  if (isPlaying)
    return (
      <img src={src} alt={label} class={name} onLoad={({ currentTarget }) => onLoad(currentTarget)} onError={onError} />
    );
  return (
    <>
      <img src={src} alt="" hidden onLoad={({ currentTarget }) => load(currentTarget)} onError={onError} />
      {still && (
        <canvas
          class={name}
          role="img"
          aria-label={label}
          width={still.naturalWidth}
          height={still.naturalHeight}
          ref={(canvas) => canvas?.getContext('2d')!.drawImage(still, 0, 0)}
        />
      )}
      <button type="button" class="button button-small gif-play" onClick={() => setPlaying(true)}>
        Play
      </button>
    </>
  );
}
