import { Plotly } from 'spoor/media';
import { SIDE } from '../digits';
import { differentJson, fileOf, type Exhibit } from './exhibit';
import type { Lesson } from './lesson';

const DIGIT = 3;

/** Which pixels speak for a digit and which against it, from the top down. */
function figure({ weights, step }: Lesson) {
  const rows = Array.from({ length: SIDE }, (_, row) =>
    Float32Array.from({ length: SIDE }, (_pixel, column) => weights[(row * SIDE + column) * 10 + DIGIT]!),
  );
  const layout = {
    title: { text: `What speaks for a ${DIGIT}, after epoch ${step}` },
    yaxis: { autorange: 'reversed', scaleanchor: 'x' },
  };
  return { data: [{ type: 'heatmap', z: rows, colorscale: 'RdBu', zmid: 0 }], layout };
}

export const plotly: Exhibit = {
  kind: 'Plotly',
  what: 'a heat map of weights',
  key: 'evidence',
  shown: { tab: 'media', selector: '.main-svg' },
  make: (lesson) => new Plotly(figure(lesson)),
  async difference(stored, lesson) {
    const { data, layout } = figure(lesson);
    const given = { data: data.map((trace) => ({ ...trace, z: trace.z.map((row) => Array.from(row)) })), layout };
    return differentJson(JSON.parse(await (await fileOf(stored)).text()), given);
  },
};
