import { checkOptions, STRING, type OptionRules } from '../../values/index';
import { Table } from '../table/table';
import { Chart } from '../table/chart';
import {
  checkLabels,
  checkScoreRows,
  checkScores,
  classesOfColumns,
  isScoreRows,
  positiveOf,
  refuse,
  type ClassLabel,
  type ScoreRows,
} from './classes';
import { countAbove, precisionRecall, receiverOperating, thinCurve, type Counts, type Curve } from './curve';

/** What `plot.prCurve` and `plot.rocCurve` take beside labels and scores. */
export interface CurveOptions {
  /**
   * The class of each column of scores. Default: 0, 1, 2 … where the labels are such numbers, else the labels in
   * ascending order, if there are as many as columns.
   */
  classes?: readonly ClassLabel[];
  /**
   * Of one score a sample: the class for which it speaks. Default: 1 where the labels are 0 and 1 or -1 and 1; true
   * where they are booleans.
   */
  positive?: ClassLabel;
  /** What the classes are called in the plot, in the order of `classes`. Default: as they are. */
  labels?: readonly string[];
  /** The classes that are drawn. Default: all of which there is a sample. */
  classesToPlot?: readonly ClassLabel[];
  /** What stands above the plot. Default: `Precision-Recall Curve`, `ROC Curve`. */
  title?: string;
}

const isArray = (what: string) => ({ what, is: (value: unknown) => Array.isArray(value) });
const OPTIONS: OptionRules<CurveOptions> = {
  classes: isArray('a list of labels'),
  positive: { what: 'a label', is: (value) => /^(number|string|boolean)$/.test(typeof value) },
  labels: isArray('a list of strings'),
  classesToPlot: isArray('a list of labels'),
  title: STRING,
};

/** More points than that nobody sees; W&B's client has the same limit. */
const MOST_POINTS = 10_000;

/**
 * Precision over recall, for each class against all others, at every score that occurs: the values of scikit-learn's
 * `precision_recall_curve`. (W&B's client draws 21 interpolated and rounded points.) Beyond 10,000 points in all they
 * are thinned evenly.
 *
 * @param labels the true class of each sample.
 * @param scores for each sample the scores of all classes, or the score of the one that is `positive`; the higher, the
 * likelier.
 * @throws SpoorError `bad-option` when there are not as many scores as labels, one is NaN or infinite, or it cannot be
 * told which class they are of.
 * @example run.log({ pr: plot.prCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) });
 */
export function prCurve(
  labels: ArrayLike<ClassLabel>,
  scores: ArrayLike<number> | ScoreRows,
  options: CurveOptions = {},
): Chart {
  return curvePlot('plot.prCurve()', precisionRecall, labels, scores, options, {
    columns: ['recall', 'precision'],
    axes: ['Recall', 'Precision'],
    title: 'Precision-Recall Curve',
  });
}

/**
 * The true positive rate over the false one, for each class against all others: the values of scikit-learn's
 * `roc_curve`. Where all samples are of one class, or none is, a rate is NaN, as it is there. Beyond 10,000 points in
 * all they are thinned evenly.
 *
 * @param labels the true class of each sample.
 * @param scores as `prCurve` takes them.
 * @throws SpoorError `bad-option` as `prCurve`.
 * @example run.log({ roc: plot.rocCurve(['cat', 'dog'], [[0.9, 0.1], [0.2, 0.8]]) });
 */
export function rocCurve(
  labels: ArrayLike<ClassLabel>,
  scores: ArrayLike<number> | ScoreRows,
  options: CurveOptions = {},
): Chart {
  return curvePlot('plot.rocCurve()', receiverOperating, labels, scores, options, {
    columns: ['fpr', 'tpr'],
    axes: ['False positive rate', 'True positive rate'],
    title: 'ROC Curve',
  });
}

interface Naming {
  columns: [x: string, y: string];
  axes: [x: string, y: string];
  title: string;
}

function curvePlot(
  caller: string,
  curveOf: (counts: Counts) => Curve,
  given: ArrayLike<ClassLabel>,
  scores: ArrayLike<number> | ScoreRows,
  options: CurveOptions,
  { columns: [x, y], axes, title }: Naming,
): Chart {
  checkOptions(caller, options, OPTIONS);
  const labels = checkLabels('labels', given);
  const lines = linesOf(labels, scores, options);
  const curves = lines.map(({ label, scores: own }) =>
    curveOf(
      countAbove(
        labels.map((one) => one === label),
        own,
      ),
    ),
  );
  const table = new Table({ columns: ['class', x, y] });
  const most = Math.floor(MOST_POINTS / lines.length);
  for (const [line, curve] of curves.entries()) {
    const points = thinCurve(curve, Math.max(2, most));
    for (const [i, at] of points.x.entries()) table.addData(lines[line]!.name, at, points.y[i]);
  }
  return new Chart(
    'wandb/area-under-curve/v0',
    table,
    { x, y, class: 'class' },
    { title: options.title ?? title, 'x-axis-title': axes[0], 'y-axis-title': axes[1] },
  );
}

interface Line {
  label: ClassLabel;
  name: string;
  scores: ArrayLike<number>;
}

function linesOf(labels: ClassLabel[], scores: ArrayLike<number> | ScoreRows, options: CurveOptions): Line[] {
  const { classes, positive, labels: names, classesToPlot } = options;
  if (!isScoreRows(scores)) {
    const own = checkScores('scores', scores, labels.length);
    const label = positiveOf(labels, positive);
    return [{ label, name: names?.at(-1) ?? String(label), scores: own }];
  }
  const width = checkScoreRows('scores', scores, labels.length);
  const known = classesOfColumns(labels, width, classes && checkLabels('classes', classes));
  if (names && names.length !== width)
    throw refuse(`labels must name each of the ${width} classes, not ${names.length}`);
  const wanted = classesToPlot ?? known.filter((label) => labels.includes(label));
  const other = wanted.find((label) => !known.includes(label));
  if (other !== undefined) throw refuse(`classesToPlot has ${String(other)}, which must be one of the classes`);
  return known.flatMap((label, column) =>
    wanted.includes(label)
      ? [{ label, name: names?.[column] ?? String(label), scores: Array.from(scores, (row) => row[column]!) }]
      : [],
  );
}
