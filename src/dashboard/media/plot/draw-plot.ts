import type { TopLevelSpec } from 'vega-lite';
import type { Colors } from '../../theme/colors';

/** A plot in the page. */
export interface DrawnPlot {
  svg(): Promise<string>;
  png(): Promise<Blob>;
  remove(): void;
}

/** Nothing is fetched for a plot: all that it shows is in its specification. */
const refuse = () => Promise.reject(new Error('A plot may load nothing.'));
const LOADER = { options: {}, load: refuse, sanitize: refuse, http: refuse, file: refuse };

/**
 * Draws a specification into an element. Vega is fetched when the first plot comes into view; its expressions are
 * interpreted, since the page allows no code that is made of text.
 */
export async function drawPlot(
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
  return {
    svg: () => view.toSVG(),
    png: async () => {
      const canvas = (await view.toCanvas(2)) as HTMLCanvasElement;
      return new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser cannot write a PNG.')))),
      );
    },
    remove: finalize,
  };
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
    text: { fontSize: 12 },
    range: { category: runs },
  };
}
