import { useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../../format/message';
import { useColors } from '../../theme/colors';
import { NotDrawn, readFigure } from './figure';
import { templateFor } from './template';

/** No buttons and links that lead to Plotly's servers, and no address of theirs. */
const CONFIG = {
  displaylogo: false,
  showLink: false,
  showSendToCloud: false,
  showEditInChartStudio: false,
  plotlyServerURL: '',
  topojsonURL: '',
};

/** A stranger's figure, drawn by Plotly. */
export function PlotlyChart({ text, label }: { text: string; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const colors = useColors();
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const place = box.current!;
    let isOver = false;
    let end = () => undefined as void;
    setProblem(null);
    const draw = async () => {
      const { data, layout, frames } = readFigure(text);
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
  }, [text, colors]);
  return (
    <>
      {problem !== null && <p class="file-box-status">{problem}</p>}
      <div ref={box} class="plotly-chart" role="img" aria-label={label} hidden={problem !== null} />
    </>
  );
}
