import { useEffect, useRef } from 'preact/hooks';
import { textOf, type Box, type Labels } from './boxes';
import { classColor, cssColor } from './class-color';
import type { Layer } from './use-layers';

/** What of the overlays is to be seen. */
export interface OverlayView {
  /** Names and classes that are switched off. */
  hiddenNames: ReadonlySet<string>;
  hiddenClasses: ReadonlySet<number>;
  /** Of masks, 0 to 1. */
  opacity: number;
}

export const ALL_SHOWN: OverlayView = { hiddenNames: new Set(), hiddenClasses: new Set(), opacity: 0.5 };

/** Masks and boxes over a picture of so many pixels. */
export function Overlays({
  layers,
  view,
  size,
}: {
  layers: readonly Layer[];
  view: OverlayView;
  size: { width: number; height: number };
}) {
  return (
    <>
      {layers.map(({ overlay, mask, boxes, labels }) => {
        if (view.hiddenNames.has(overlay.name)) return null;
        const key = `${overlay.kind} ${overlay.name}`;
        if (mask) return <MaskLayer key={key} mask={mask} labels={labels} view={view} />;
        return boxes
          ?.filter(({ classId }) => !view.hiddenClasses.has(classId))
          .map((box, index) => <BoxFrame key={`${key} ${index}`} box={box} labels={labels} size={size} />);
      })}
    </>
  );
}

function BoxFrame({ box, labels, size }: { box: Box; labels: Labels; size: { width: number; height: number } }) {
  const text = textOf(box, labels);
  const [across, down] = box.isPixels ? [size.width, size.height] : [1, 1];
  if (across === 0 || down === 0) return null;
  const part = (length: number, whole: number) => `${(100 * length) / whole}%`;
  return (
    <span
      class="overlay-box"
      title={text}
      style={{
        left: part(box.left, across),
        top: part(box.top, down),
        width: part(box.width, across),
        height: part(box.height, down),
        '--class': cssColor(box.classId),
      }}
    >
      {text && <span class="overlay-label">{text}</span>}
    </span>
  );
}

function MaskLayer({ mask, labels, view }: { mask: ImageData; labels: Labels; view: OverlayView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(painted(mask, labels, view.hiddenClasses), 0, 0);
  }, [mask, labels, view.hiddenClasses]);
  const { width, height } = mask;
  return <canvas ref={canvas} class="overlay-mask" width={width} height={height} style={{ opacity: view.opacity }} />;
}

/** Each pixel in the colour of its class. What has no class, 0 without a name, is left free. */
function painted(mask: ImageData, labels: Labels, hidden: ReadonlySet<number>): ImageData {
  const image = new ImageData(mask.width, mask.height);
  const colors = Array.from({ length: 256 }, (_, id) => classColor(id));
  for (let at = 0; at < mask.data.length; at += 4) {
    const id = mask.data[at]!;
    if (hidden.has(id) || (id === 0 && !labels.has(0))) continue;
    image.data.set([...colors[id]!, 255], at);
  }
  return image;
}
