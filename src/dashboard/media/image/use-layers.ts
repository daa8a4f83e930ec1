import { useEffect, useMemo, useState } from 'preact/hooks';
import { useSource } from '../../source/context';
import { fetchFile } from '../../source/fetch-file';
import { useAnswer } from '../../source/use-answer';
import type { RunPath, Source } from '../../source/source';
import { readBoxes, readLabels, type Box, type Labels } from './boxes';
import type { LoggedImage, Overlay } from './logged-images';

/** An overlay whose file has been read. */
export interface Layer {
  overlay: Overlay;
  labels: Labels;
  /** The ids that are in it. */
  classes: number[];
  boxes?: Box[];
  mask?: ImageData;
  /** Why it cannot be shown. */
  fault?: string;
}

/** A mask of more would be a picture that no browser shows. */
const MOST_BYTES = 64 * 2 ** 20;

/** Reads what lies over some images. Rows may arrive before their files, so these are asked for again. */
export function useLayers(path: RunPath, metric: string, images: readonly LoggedImage[]): Layer[][] {
  const source = useSource();
  const overlays = images.map((image) => image.overlays);
  const key = JSON.stringify(overlays);
  const [loaded, setLoaded] = useState<{ key: string; layers: Layer[][] }>({ key: '', layers: [] });
  const hasAny = overlays.some((all) => all.length > 0);
  const { value: run } = useAnswer(`${path.run} ${hasAny}`, async (from, signal) =>
    hasAny ? from.run(path, signal) : null,
  );

  useEffect(() => {
    const controller = new AbortController();
    const read = async (overlay: Overlay) => readLayer(source, path, overlay, controller.signal);
    void Promise.all(overlays.map((all) => Promise.all(all.map(read)))).then((layers) => {
      if (!controller.signal.aborted) setLoaded({ key, layers });
    });
    return () => controller.abort();
  }, [key]);

  return useMemo(() => {
    const layers = loaded.key === key ? loaded.layers : [];
    return layers.map((all) =>
      all.map((layer) => {
        const type = layer.overlay.kind === 'boxes' ? 'bounding_box/class_labels' : 'mask/class_labels';
        // Clients name nested values by their innermost key.
        const kept = [metric, metric.slice(metric.lastIndexOf('.') + 1)]
          .map((name) => run?.singletons[type]?.[`${name}_wandb_delimeter_${layer.overlay.name}`])
          .find(Boolean);
        return layer.labels.size > 0 ? layer : { ...layer, labels: readLabels(kept) };
      }),
    );
  }, [loaded, key, run]);
}

export async function readLayer(
  source: Pick<Source, 'content'>,
  path: RunPath,
  overlay: Overlay,
  signal: AbortSignal,
): Promise<Layer> {
  let fault = 'its file is missing';
  try {
    const file = await fetchFile(source, path, overlay.path, { most: MOST_BYTES, signal });
    if (file) return overlay.kind === 'boxes' ? boxLayer(overlay, await file.text()) : await maskLayer(overlay, file);
  } catch {
    fault = 'its file cannot be read';
  }
  return { overlay, labels: new Map(), classes: [], fault };
}

function boxLayer(overlay: Overlay, text: string): Layer {
  const { boxes, labels } = readBoxes(text);
  return { overlay, boxes, labels, classes: [...new Set(boxes.map(({ classId }) => classId))] };
}

async function maskLayer(overlay: Overlay, file: Blob): Promise<Layer> {
  // The bytes are ids, not colours.
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const mask = context.getImageData(0, 0, width, height);
  const seen = new Uint8Array(256);
  for (let at = 0; at < mask.data.length; at += 4) seen[mask.data[at]!] = 1;
  return { overlay, mask, labels: new Map(), classes: [...seen.keys()].filter((id) => seen[id]) };
}
