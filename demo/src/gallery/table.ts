import { Table } from 'spoor/media';
import { differentJson, fileOf, type Exhibit } from './exhibit';
import type { Lesson } from './lesson';

const COLUMNS = ['digit', 'guess', 'certainty', 'right'];

const rows = ({ test, guesses, scores }: Lesson) =>
  guesses.map((guess, at) => [test.labels[at]!, `a ${guess}`, scores[at]![guess]!, test.labels[at] === guess]);

export const table: Exhibit = {
  kind: 'Table',
  what: 'what each digit is taken for',
  key: 'guesses',
  shown: { tab: 'tables', selector: '[role=row], tr' },
  make: (lesson) => new Table({ columns: COLUMNS, data: rows(lesson) }),
  async difference(stored, lesson) {
    // The types of the columns come after them.
    const { columns, data } = JSON.parse(await (await fileOf(stored)).text()) as Record<string, unknown>;
    return differentJson({ columns, data }, { columns: COLUMNS, data: rows(lesson) });
  },
};
