import { plot, Table } from 'spoor/media';
import { SIDE } from '../digits';
import { differentCurve, precisionRecallPoints } from './curves';
import { differentJson, fieldsOf, fileOf, type Exhibit } from './exhibit';
import type { Lesson } from './lesson';

/** What is stored of a plot: its table, and in the config how it is drawn. */
interface PlotExhibit {
  name: string;
  what: string;
  key: string;
  /** The specification, by W&B's name. */
  spec: string;
  make: (lesson: Lesson) => plot.Chart;
  columns: string[];
  /** What differs of the stored rows. */
  difference: (stored: unknown[][], lesson: Lesson) => string | null;
}

/** They are these. */
function sameAs(rows: (lesson: Lesson) => unknown[][]): PlotExhibit['difference'] {
  return (stored, lesson) => differentJson(stored, rows(lesson));
}

const digits = Array.from({ length: 10 }, (_, digit) => digit);
const labelsOf = ({ test }: Lesson) => Array.from(test.labels);
const certainty = ({ scores, guesses }: Lesson, at: number) => scores[at]![guesses[at]!]!;

/** How much of a digit's picture is ink, 0 to 1. */
function ink({ test }: Lesson, at: number): number {
  const size = SIDE * SIDE;
  return test.pixels.subarray(at * size, (at + 1) * size).reduce((sum, pixel) => sum + pixel, 0) / size / 255;
}

const lossRows = ({ losses }: Lesson) => losses.map((loss, batch) => [batch, loss]);
const inkRows = (lesson: Lesson) => lesson.guesses.map((_, at) => [ink(lesson, at), certainty(lesson, at)]);
const certaintyRows = (lesson: Lesson) => lesson.guesses.map((_, at) => [certainty(lesson, at)]);

/** The share of each digit that is read right. */
function shareRows(lesson: Lesson): [string, number][] {
  return digits.map((digit) => {
    const own = lesson.guesses.filter((_, at) => lesson.test.labels[at] === digit);
    return [`a ${digit}`, own.filter((guess) => guess === digit).length / own.length];
  });
}

/** The losses of batches, and the means of five that follow each other. */
function lossLines({ losses }: Lesson): [names: string[], lines: number[][]] {
  const means = losses.map((_, at) => {
    const near = losses.slice(Math.max(0, at - 4), at + 1);
    return near.reduce((sum, loss) => sum + loss, 0) / near.length;
  });
  return [
    ['each batch', 'mean of five'],
    [losses, means],
  ];
}

const PLOTS: PlotExhibit[] = [
  {
    name: 'line',
    what: 'the loss of each batch',
    key: 'loss-line',
    spec: 'wandb/line/v0',
    columns: ['batch', 'loss'],
    difference: sameAs(lossRows),
    make: (lesson) =>
      plot.line(new Table({ columns: ['batch', 'loss'], data: lossRows(lesson) }), 'batch', 'loss', { title: 'Loss' }),
  },
  {
    name: 'scatter',
    what: 'certainty over ink',
    key: 'ink-scatter',
    spec: 'wandb/scatter/v0',
    columns: ['ink', 'certainty'],
    difference: sameAs(inkRows),
    make: (lesson) =>
      plot.scatter(new Table({ columns: ['ink', 'certainty'], data: inkRows(lesson) }), 'ink', 'certainty'),
  },
  {
    name: 'bar',
    what: 'the share of each digit that is read right',
    key: 'share-bar',
    spec: 'wandb/bar/v0',
    columns: ['digit', 'read right'],
    difference: sameAs(shareRows),
    make: (lesson) =>
      plot.bar(new Table({ columns: ['digit', 'read right'], data: shareRows(lesson) }), 'digit', 'read right'),
  },
  {
    name: 'histogram',
    what: 'how sure the network is',
    key: 'certainty-histogram',
    spec: 'wandb/histogram/v0',
    columns: ['certainty'],
    difference: sameAs(certaintyRows),
    make: (lesson) => plot.histogram(new Table({ columns: ['certainty'], data: certaintyRows(lesson) }), 'certainty'),
  },
  {
    name: 'lineSeries',
    what: 'the losses and their means',
    key: 'loss-series',
    spec: 'wandb/lineseries/v0',
    columns: ['step', 'lineKey', 'lineVal'],
    difference: sameAs((lesson) => {
      const [names, lines] = lossLines(lesson);
      return lines.flatMap((line, at) => line.map((loss, batch) => [batch, names[at], loss]));
    }),
    make(lesson) {
      const [keys, lines] = lossLines(lesson);
      return plot.lineSeries([...lesson.losses.keys()], lines, { keys, xname: 'batch', title: 'Loss' });
    },
  },
  {
    name: 'prCurve',
    what: 'precision over recall, of each digit',
    key: 'digits-pr',
    spec: 'wandb/area-under-curve/v0',
    columns: ['class', 'recall', 'precision'],
    difference: sameAs((lesson) =>
      digits.flatMap((digit) => precisionRecallPoints(lesson, digit).map((point) => [`${digit}`, ...point])),
    ),
    make: (lesson) => plot.prCurve(labelsOf(lesson), lesson.scores),
  },
  {
    name: 'rocCurve',
    what: 'the true over the false positive rate, of each digit',
    key: 'digits-roc',
    spec: 'wandb/area-under-curve/v0',
    columns: ['class', 'fpr', 'tpr'],
    difference: differentCurve,
    make: (lesson) => plot.rocCurve(labelsOf(lesson), lesson.scores),
  },
  {
    name: 'confusionMatrix',
    what: 'which digits are taken for which',
    key: 'confusions',
    spec: 'wandb/confusion_matrix/v1',
    columns: ['Actual', 'Predicted', 'nPredictions'],
    difference: sameAs(({ test, guesses }) =>
      digits.flatMap((actual) =>
        digits.map((predicted) => [
          `${actual}`,
          `${predicted}`,
          guesses.filter((guess, at) => guess === predicted && test.labels[at] === actual).length,
        ]),
      ),
    ),
    make: (lesson) => plot.confusionMatrix(labelsOf(lesson), lesson.guesses),
  },
];

/** All plots that there are functions for. */
export const plots: Exhibit[] = PLOTS.map(({ name, what, key, spec, columns, difference, make }) => ({
  kind: `plot.${name}`,
  what,
  key,
  storedAt: `${key}_table`,
  shown: { tab: 'plots', selector: '.plot-box svg, .plot-box canvas' },
  make,
  async difference(stored, lesson) {
    const way = ['_wandb', 'value', 'visualize', key, 'panel_config', 'panelDefId'];
    const kept = way.reduce<unknown>((inner, step) => fieldsOf(inner)[step], stored.config);
    if (kept !== spec) return `the config has the specification ${String(kept)}, not ${spec}`;
    const table = JSON.parse(await (await fileOf(stored)).text()) as { columns: string[]; data: unknown[][] };
    return differentJson(table.columns, columns) ?? difference(table.data, lesson);
  },
}));
