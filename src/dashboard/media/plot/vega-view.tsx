import type { Result } from 'vega-embed';
import type { TopLevelSpec } from 'vega-lite';
import { useEffect, useRef } from 'preact/hooks';
import type { Colors } from '../../theme/colors';

/** A plot in the page. */
export interface DrawnPlot {
  svg: () => Promise<Blob>;
  png: () => Promise<Blob>;
  remove: () => void;
}

interface VegaViewProps {
  label: string;
  spec: TopLevelSpec;
  colors: Colors;
  isLarge: boolean;
  /** It is drawn; null when it is gone. */
  onDrawn: (plot: DrawnPlot | null) => void;
  onError: (error: unknown) => void;
}

/** A specification of Vega-Lite, drawn. */
export function VegaView({ label, spec, colors, isLarge, onDrawn, onError }: VegaViewProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isGone = false;
    let made: DrawnPlot | null = null;
    drawPlot(box.current!, spec, colors, isLarge).then(
      (plot) => {
        if (isGone) return plot.remove();
        made = plot;
        onDrawn(plot);
      },
      (error: unknown) => !isGone && onError(error),
    );
    return () => {
      isGone = true;
      onDrawn(null);
      made?.remove();
    };
  }, [spec]);
  return <div ref={box} class="plot-box" role="img" aria-label={label} />;
}

/** Nothing is fetched for a plot: all that it shows is in its specification. */
const refuse = () => Promise.reject(new Error('A plot may load nothing.'));
const LOADER = { options: {}, load: refuse, sanitize: refuse, http: refuse, file: refuse };

/**
 * Draws a specification into an element. Vega is fetched when the first plot comes into view; its expressions are
 * interpreted, since the page allows no code that is made of text.
 */
async function drawPlot(
  element: HTMLElement,
  spec: TopLevelSpec,
  colors: Colors,
  isLarge: boolean,
): Promise<DrawnPlot> {
  const [{ default: embed }, { expressionInterpreter }] = await Promise.all([
    import('vega-embed'),
    import('vega-interpreter'),
  ]);
  const { view, finalize } = await embed(element, spec, {
    mode: 'vega-lite',
    ast: true,
    expr: expressionInterpreter,
    actions: false,
    defaultStyle: false,
    hover: false,
    renderer: isLarge ? 'canvas' : 'svg',
    loader: LOADER,
    config: configOf(colors),
  });
  const hasHeight = 'height' in spec && typeof spec.height === 'number';
  const stopFitting = fitElement(view, element, hasHeight);
  return {
    svg: async () => new Blob([await view.toSVG()], { type: 'image/svg+xml' }),
    png: async () => {
      const canvas = (await view.toCanvas(2)) as HTMLCanvasElement;
      return new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser cannot write a PNG.')))),
      );
    },
    remove: () => {
      stopFitting();
      finalize();
    },
  };
}

/** What its axis and title take of the height of a plot, about. */
const AROUND = 70;

/**
 * Gives a plot the width of its element whenever that changes, and the height of the screen while it has the screen.
 * Returns what ends that.
 */
function fitElement(view: Result['view'], element: HTMLElement, hasHeight: boolean): () => void {
  const usual = view.height();
  const fit = () => {
    const isFull = document.fullscreenElement?.contains(element) ?? false;
    const height = hasHeight && isFull ? Math.max(usual, element.clientHeight - AROUND) : usual;
    const width = element.clientWidth;
    if (hasHeight && view.height() !== height) view.height(height);
    if (width > 0 && view.width() !== width) view.width(width);
    void view.runAsync();
  };
  const sizes = new ResizeObserver(fit);
  sizes.observe(element);
  return () => sizes.disconnect();
}

function configOf({ text, faint, line, accent, surface, runs }: Colors): object {
  const font = 'system-ui, sans-serif';
  return {
    background: surface,
    font,
    view: { stroke: null },
    axis: {
      labelColor: faint,
      titleColor: text,
      gridColor: line,
      domainColor: line,
      tickColor: line,
      titleFontWeight: 500,
    },
    legend: { labelColor: text, titleColor: text, titleFontWeight: 500 },
    mark: { color: accent },
    title: { color: text },
    text: { fontSize: 12 },
    range: { category: runs },
  };
}
