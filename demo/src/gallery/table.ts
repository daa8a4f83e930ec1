import { Table } from 'spoor/media';
import { differentJson, fileOf, type Exhibit } from './exhibit';
import type { Lesson } from './lesson';

const columns = ['digit', 'guess', 'certainty', 'right'];

const rows = ({ test, guesses, scores }: Lesson) =>
  guesses.map((guess, at) => [test.labels[at]!, `a ${guess}`, scores[at]![guess]!, test.labels[at] === guess]);

export const table: Exhibit = {
  kind: 'Table',
  what: 'what each digit is taken for',
  key: 'guesses',
  shown: { tab: 'tables', selector: '[role=row], tr' },
  make: (lesson) => new Table({ columns, data: rows(lesson) }),
  difference: async (stored, lesson) =>
    differentJson(JSON.parse(await (await fileOf(stored)).text()), { columns, data: rows(lesson) }),
};
