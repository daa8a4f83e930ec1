import { describe } from '../../values/index';
import { SpoorError, stringify } from '../../wire/index';

/** What names the class of a sample. */
export type ClassLabel = number | string | boolean;

export function refuse(sentence: string): SpoorError {
  return new SpoorError('bad-option', `${sentence}.`);
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);

/** @throws SpoorError `bad-option` unless these are labels of one type, one at least. */
export function checkLabels(name: string, labels: unknown): ClassLabel[] {
  if (!isList(labels)) throw refuse(`${name} must be a list of labels or a typed array, not ${describe(labels)}`);
  if (labels.length === 0) throw refuse(`${name} must have one label at least, and is empty`);
  const type = typeof labels[0];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    const isLabel = Number.isFinite(label) || typeof label === 'string' || typeof label === 'boolean';
    if (!isLabel || typeof label !== type)
      throw refuse(
        `${name}[${i}] must be ${i > 0 ? `a ${type}, as the labels before it` : 'a number, a string or a boolean'}, ` +
          `not ${describe(label)}`,
      );
  }
  return Array.from(labels as ArrayLike<ClassLabel>);
}

/** @throws SpoorError `bad-option` unless these are so many finite numbers. */
export function checkScores(name: string, scores: unknown, length: number): ArrayLike<number> {
  if (!isList(scores)) throw refuse(`${name} must be a list of numbers or a typed array, not ${describe(scores)}`);
  if (scores.length !== length) throw refuse(`${name} must have ${length} values, not ${scores.length}`);
  for (let i = 0; i < length; i++)
    if (!Number.isFinite(scores[i])) throw refuse(`${name}[${i}] must be a finite number, not ${describe(scores[i])}`);
  return scores as ArrayLike<number>;
}

/** Each class once, ascending. */
export function classesOf(...lists: readonly ClassLabel[][]): ClassLabel[] {
  return [...new Set(lists.flat())].sort((one, other) => (one < other ? -1 : Number(one > other)));
}

/** The scores of a sample for each class, for all samples. */
export type ScoreRows = ArrayLike<ArrayLike<number>>;

/** Whether there is a list of scores for each sample, and not one score. */
export function isScoreRows(scores: unknown): scores is ScoreRows {
  return isList(scores) && scores.length > 0 && isList(scores[0]);
}

/** @throws SpoorError `bad-option` unless each sample has as many finite numbers as the first one. */
export function checkScoreRows(name: string, rows: ScoreRows, length: number): number {
  if (rows.length !== length) throw refuse(`${name} must have ${length} rows, one for each label, not ${rows.length}`);
  const width = rows[0]!.length;
  for (let i = 0; i < length; i++) checkScores(`${name}[${i}]`, rows[i], width);
  return width;
}

/**
 * Which class each column of scores is of: those that were given, else all that the labels have, else counted from 0.
 *
 * @throws SpoorError `bad-option` when that cannot be told.
 */
export function classesOfColumns(labels: ClassLabel[], width: number, given: ClassLabel[] | undefined): ClassLabel[] {
  const found = classesOf(labels);
  if (given) {
    if (given.length !== width)
      throw refuse(`classes must name the class of each of the ${width} columns of scores, not of ${given.length}`);
    const other = found.find((label) => !given.includes(label));
    if (other !== undefined) throw refuse(`classes must have every label; ${stringify(other)} is missing`);
    return given;
  }
  // A class without a sample must not move the scores of the others.
  const counted = Array.from({ length: width }, (_, i) => i);
  if (found.every((label) => counted.includes(label as number))) return counted;
  if (found.length === width) return found;
  throw refuse(
    `The scores have ${width} columns and the labels ${found.length} classes: ` +
      "say which column is which class, classes: ['cat', 'dog', …]",
  );
}

/**
 * The class that a single score speaks for.
 *
 * @throws SpoorError `bad-option` when the convention does not say it.
 */
export function positiveOf(labels: ClassLabel[], given: ClassLabel | undefined): ClassLabel {
  if (given !== undefined) return given;
  const found = classesOf(labels);
  if (typeof found[0] === 'boolean') return true;
  const isUsual = [
    [0, 1],
    [-1, 1],
  ].some((usual) => found.every((label) => usual.includes(label as number)));
  if (isUsual) return 1;
  throw refuse(`One score a sample needs to be told for which class it speaks: positive: ${stringify(found.at(-1)!)}`);
}
