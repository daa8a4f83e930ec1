import { isRow, type LineValue, type Row } from '../../../wire/index';
import type { Colors } from '../../theme/colors';

/**
 * The look of a figure where it says nothing of it: the dashboard's. The template that Plotly's Python library gives to
 * every figure, known by its background, is nobody's choice; any other stays as it is.
 */
export function templateFor(given: LineValue | undefined, colors: Colors): Row {
  const ours = dashboardTemplate(colors);
  if (!isRow(given) || !isRow(given['layout'])) return ours;
  if (given['layout']['plot_bgcolor'] !== '#E5ECF6') return given;
  return { ...given, layout: { ...given['layout'], ...(ours['layout'] as Row) } };
}

function dashboardTemplate({ text, line, faint, surface, runs }: Colors): Row {
  const axis = { gridcolor: line, zerolinecolor: line, linecolor: faint, tickcolor: faint, automargin: true };
  const scene = { ...axis, backgroundcolor: surface, showbackground: true };
  return {
    layout: {
      paper_bgcolor: surface,
      plot_bgcolor: surface,
      font: { color: text, size: 12 },
      title: { font: { size: 13 } },
      colorway: runs,
      xaxis: axis,
      yaxis: axis,
      scene: { xaxis: scene, yaxis: scene, zaxis: scene },
      polar: { bgcolor: surface, radialaxis: axis, angularaxis: axis },
      ternary: { bgcolor: surface, aaxis: axis, baxis: axis, caxis: axis },
      hoverlabel: { bgcolor: surface, bordercolor: faint, font: { color: text } },
      margin: { l: 48, r: 16, t: 36, b: 40 },
    },
  };
}
