import { useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../../format/message';
import { useColors } from '../../theme/colors';
import { NotDrawn, readFigure } from './figure';
import { templateFor } from './template';
import { isHeavy } from './weight';

/** No buttons and links that lead to Plotly's servers, and no address of theirs. */
const CONFIG = {
  displaylogo: false,
  showLink: false,
  showSendToCloud: false,
  showEditInChartStudio: false,
  plotlyServerURL: '',
  topojsonURL: '',
};

/** A stranger's figure, drawn by Plotly: one that may keep the page busy for long, only once a person wants it. */
export function PlotlyChart({ text, label }: { text: string; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const colors = useColors();
  const [problem, setProblem] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    const place = box.current!;
    let isOver = false;
    let end = () => undefined as void;
    setProblem(null);
    setWaiting(false);
    const draw = async () => {
      const figure = readFigure(text);
      if (wanted !== text && isHeavy(figure)) {
        setWaiting(true);
        return;
      }
      const { data, layout, frames } = figure;
      const { default: Plotly } = await import('plotly.js-strict-dist-min');
      if (isOver) return;
      const resized = new ResizeObserver(() => void Plotly.Plots.resize(place).catch(() => undefined));
      end = () => {
        resized.disconnect();
        Plotly.purge(place);
      };
      const template = templateFor(layout['template'], colors);
      await Plotly.newPlot(place, { data, layout: { ...layout, template, autosize: true }, frames, config: CONFIG });
      if (!isOver) resized.observe(place);
    };
    draw().catch((error: unknown) => {
      if (!isOver) setProblem(error instanceof NotDrawn ? messageOf(error) : 'Plotly cannot draw this figure.');
    });
    return () => {
      isOver = true;
      end();
    };
  }, [text, colors, wanted]);
  return (
    <>
      {problem !== null && <p class="file-box-status">{problem}</p>}
      {waiting && (
        <div class="file-box-status plotly-waiting">
          <p>This figure asks for a lot: to draw it may keep this page busy for long.</p>
          <button type="button" class="button button-small" onClick={() => setWanted(text)}>
            Draw the figure
          </button>
        </div>
      )}
      <div ref={box} class="plotly-chart" role="img" aria-label={label} hidden={problem !== null || waiting} />
    </>
  );
}
