import { useEffect, useState } from 'preact/hooks';
import { countOf } from '../../format/number';
import { MetricCard, type Shown } from '../../rows/metric-card';
import { useSource } from '../../source/context';
import type { Href } from '../../source/href';
import type { RunPath } from '../../source/source';
import { useStoredState } from '../../stored/use-stored-state';
import { readImages, type LoggedImage } from './logged-images';
import { ALL_SHOWN } from './overlays';
import { OverlayTools } from './overlay-tools';
import { Picture } from './picture';
import { useLayers } from './use-layers';
import './image.css';

/** One metric whose values are images: those of one step, and a slider through the steps. */
export function ImagesPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <MetricCard path={path} metric={metric} fresh={fresh} noun="image" read={readImages} note={sizeOf}>
      {(shown) => <Pictures path={path} metric={metric} shown={shown} />}
    </MetricCard>
  );
}

function sizeOf({ items: images }: Shown<LoggedImage>): string {
  const { width, height } = images[0]!;
  return `${countOf(images.length, 'image')}${width > 0 ? ` · ${width} × ${height}` : ''}`;
}

/** How long the longer side of an image is, in CSS pixels; null: as it is, and small ones larger. */
const EDGES = [null, 64, 128, 256, 512, 1024] as const;
type Edge = (typeof EDGES)[number];
const isEdge = (value: unknown): value is Edge => EDGES.includes(value as Edge);

function Pictures({ path, metric, shown }: { path: RunPath; metric: string; shown: Shown<LoggedImage> }) {
  const source = useSource();
  const { items: images, steps, index } = shown;
  const layers = useLayers(path, metric, images);
  const [view, setView] = useState(ALL_SHOWN);
  const [edge, setEdge] = useStoredState<Edge>('picture-size', null, isEdge);

  // The neighbours are fetched ahead, so that the slider does not flicker.
  useEffect(() => {
    for (const near of [steps[index + 1], steps[index - 1]]) {
      for (const image of near?.items ?? []) void preload(source.file(path, image.path));
    }
  }, [index, steps]);

  return (
    <div class="pictures-of-step">
      <div class="picture-tools">
        <label>
          Size
          <select
            aria-label={`Size of the images of ${metric}`}
            value={edge ?? ''}
            onChange={(event) => setEdge(EDGES.find((one) => String(one ?? '') === event.currentTarget.value) ?? null)}
          >
            {EDGES.map((one) => (
              <option key={one} value={one ?? ''}>
                {one === null ? 'Auto' : `${one} px`}
              </option>
            ))}
          </select>
        </label>
        <OverlayTools layers={layers.flat()} view={view} onView={setView} />
      </div>
      <div class="pictures">
        {images.map((image, place) => (
          <Picture key={place} path={path} image={image} edge={edge} layers={layers[place] ?? []} view={view} />
        ))}
      </div>
    </div>
  );
}

async function preload(href: Href): Promise<void> {
  const src = await Promise.resolve(href).catch(() => null);
  if (src !== null) new Image().src = src;
}
