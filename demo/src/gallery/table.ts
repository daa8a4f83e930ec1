import { Table } from 'spoor/media';
import type { Exhibit } from './exhibit';

const COLUMNS = ['digit', 'guess', 'certainty', 'right'];

const rows = (step: number) =>
  Array.from({ length: 200 }, (_, i) => {
    const [digit, guess] = [i % 10, (i * (step + 3)) % 10];
    return [digit, `a ${guess}`, 1 / (i + 1), digit === guess];
  });

export const table: Exhibit = {
  kind: 'Table',
  what: 'guesses',
  key: 'guesses',
  shown: { tab: 'tables', selector: '[role=row], tr' },
  make: (step) => new Table({ columns: COLUMNS, data: rows(step) }),
  async difference({ json, file }, step) {
    // The types of the columns come after them.
    const { columns, data } = JSON.parse(await (await file(json['path'])).text()) as Record<string, unknown>;
    const stored = JSON.stringify({ columns, data });
    const given = JSON.stringify({ columns: COLUMNS, data: rows(step) });
    return stored === given ? null : `${stored.slice(0, 80)}… is stored, not ${given.slice(0, 80)}…`;
  },
};
