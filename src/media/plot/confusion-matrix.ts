import { checkOptions, STRING, type OptionRules } from '../../values/index';
import { stringify } from '../../wire/index';
import { Table } from '../table/table';
import { Chart } from '../table/chart';
import {
  checkLabels,
  checkScoreRows,
  classesOf,
  isScoreRows,
  refuse,
  type ClassLabel,
  type ScoreRows,
} from './classes';

/** What `plot.confusionMatrix` takes beside labels and predictions. */
export interface ConfusionOptions {
  /**
   * What the classes are called, in the order of the matrix. Labels are these names, or numbers that count them from 0.
   * Default: the labels that occur, in ascending order.
   */
  classNames?: readonly string[];
  /** Default "Confusion Matrix". */
  title?: string;
}

const OPTIONS: OptionRules<ConfusionOptions> = {
  classNames: {
    what: 'a list of strings, each of them once',
    is: (value) =>
      Array.isArray(value) &&
      value.every((name) => typeof name === 'string') &&
      new Set<unknown>(value).size === value.length,
  },
  title: STRING,
};

/** Rows are the true classes, columns the predicted ones, as in scikit-learn's `confusion_matrix`. */
export function countConfusions(labels: number[], predictions: number[], count: number): number[][] {
  const matrix = Array.from({ length: count }, () => Array.from({ length: count }, () => 0));
  for (const [i, label] of labels.entries()) matrix[label]![predictions[i]!]!++;
  return matrix;
}

/**
 * How often samples of each class were taken for each.
 *
 * @param labels the true class of each sample.
 * @param predictions the predicted class of each, or its scores for all classes, of which the first highest counts;
 * the classes are then numbers, or named by `classNames`.
 * @throws SpoorError `bad-option` when there are not as many predictions as labels, or a label is not one of the
 * classes.
 * @example run.log({ confusion: plot.confusionMatrix(['cat', 'dog'], ['cat', 'cat']) });
 */
export function confusionMatrix(
  labels: ArrayLike<ClassLabel>,
  predictions: ArrayLike<ClassLabel> | ScoreRows,
  options: ConfusionOptions = {},
): Chart {
  checkOptions('plot.confusionMatrix()', options, OPTIONS);
  const { classNames, title = 'Confusion Matrix' } = options;
  const truth = checkLabels('labels', labels);
  const guesses = readPredictions(predictions, truth.length);
  const known = classNames ?? classesOf(truth, guesses);
  const placesOf = (name: string, list: ClassLabel[]) =>
    list.map((label, i) => {
      const isNumbered = classNames && typeof label === 'number';
      const place = isNumbered ? label : known.indexOf(label as string);
      if (place in known) return place;
      const what = isNumbered ? `from 0 to ${known.length - 1}` : known.map((one) => stringify(one)).join(', ');
      throw refuse(`${name}[${i}] must be one of the classes, ${what}, not ${stringify(label)}`);
    });
  const matrix = countConfusions(placesOf('labels', truth), placesOf('predictions', guesses), known.length);
  const table = new Table({ columns: ['Actual', 'Predicted', 'nPredictions'] });
  for (const [i, row] of matrix.entries())
    for (const [j, count] of row.entries()) table.addData(String(known[i]), String(known[j]), count);
  const columns = { Actual: 'Actual', Predicted: 'Predicted', nPredictions: 'nPredictions' };
  return new Chart('wandb/confusion_matrix/v1', table, columns, { title });
}

function readPredictions(predictions: ArrayLike<ClassLabel> | ScoreRows, length: number): ClassLabel[] {
  if (isScoreRows(predictions)) {
    checkScoreRows('predictions', predictions, length);
    return Array.from(predictions, (row) => {
      const scores = Array.from(row);
      return scores.indexOf(scores.reduce((most, score) => Math.max(most, score), -Infinity));
    });
  }
  const guesses = checkLabels('predictions', predictions);
  if (guesses.length !== length) throw refuse(`predictions must have ${length} labels, not ${guesses.length}`);
  return guesses;
}
