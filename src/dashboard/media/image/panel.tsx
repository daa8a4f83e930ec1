import { useEffect, useMemo, useState } from 'preact/hooks';
import { countOf } from '../../format/number';
import { RowsStatus, StepSlider, useChosenRow } from '../../rows/step-slider';
import { useRows } from '../../rows/use-rows';
import { useSource } from '../../source/context';
import type { Href } from '../../source/href';
import type { RunPath } from '../../source/source';
import { readImages } from './logged-images';
import { ALL_SHOWN } from './overlays';
import { OverlayTools } from './overlay-tools';
import { Picture } from './picture';
import { useLayers } from './use-layers';
import './image.css';

/** One metric whose values are images: those of one step, and a slider through the steps. */
export function ImagesPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  const source = useSource();
  const rows = useRows(path, metric, fresh);
  const steps = useMemo(() => rows.rows.filter((row) => readImages(row.value).length > 0), [rows.rows]);
  const { row, index, choose } = useChosenRow(steps);
  const images = row ? readImages(row.value) : [];
  const first = images[0];
  const layers = useLayers(path, metric, images);
  const [view, setView] = useState(ALL_SHOWN);

  // The neighbours are fetched ahead, so that the slider does not flicker.
  useEffect(() => {
    for (const near of [steps[index + 1], steps[index - 1]]) {
      for (const image of near ? readImages(near.value) : []) void preload(source.file(path, image.path));
    }
  }, [index, steps]);

  return (
    <section class="card" aria-label={metric}>
      <div class="card-head">
        <h2 class="card-title" title={metric}>
          {metric}
        </h2>
        {first && (
          <span class="card-note">
            {countOf(images.length, 'image')}
            {first.width > 0 && ` · ${first.width} × ${first.height}`}
          </span>
        )}
      </div>
      <RowsStatus rows={rows} />
      {row && (
        <>
          <StepSlider label={metric} rows={steps} index={index} onIndex={choose} />
          <OverlayTools layers={layers.flat()} view={view} onView={setView} />
          <div class="pictures">
            {images.map((image, place) => (
              <Picture key={place} path={path} image={image} layers={layers[place] ?? []} view={view} />
            ))}
          </div>
        </>
      )}
      {!rows.loading && rows.error === undefined && !row && <p class="rows-status">No image here can be shown.</p>}
    </section>
  );
}

async function preload(href: Href): Promise<void> {
  const src = await Promise.resolve(href).catch(() => null);
  if (src !== null) new Image().src = src;
}
