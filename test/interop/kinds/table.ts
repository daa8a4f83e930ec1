import { becomes, drawn, says, type Kind } from './kind';

export const tables: Kind[] = [
  {
    key: 'table',
    what: 'a table of 64-bit integers, texts, NaN, infinities, booleans, lists, objects and dates',
    page: ({ Table }) =>
      new Table({
        columns: ['id', 'label', 'loss', 'right', 'list', 'deep', 'at'],
        data: [
          [
            9007199254740993n,
            'ünï "ключ"',
            0.1,
            true,
            [1, 2],
            { a: 1, b: 'x' },
            new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678)),
          ],
          [-9223372036854775808n, null, NaN, null, [], { a: 2, b: 'y' }, null],
          [9223372036854775807n, '', Infinity, false, null, null, new Date(0)],
        ],
      }),
    tab: 'tables',
    async shown(card) {
      const rows = async () => {
        const texts = await card.locator('.data-row').allInnerTexts();
        // W&B's client writes dates in words into the files of a run.
        return texts.map((text) => text.split('\t').slice(0, 7));
      };
      await becomes(rows, [
        ['0', '9007199254740993', 'ünï "ключ"', '0.1', 'true', '[1,2]', '{"a":1,"b":"x"}'],
        ['1', '-9223372036854775808', '–', 'NaN', '–', '[]', '{"a":2,"b":"y"}'],
        ['2', '9223372036854775807', '', 'Infinity', 'false', '–', '–'],
      ]);
      await says(card, '3 rows · 7 columns');
    },
  },
  {
    key: 'counts',
    what: 'a histogram of counts and edges',
    page: ({ Histogram }) => new Histogram({ counts: [1, 0, 2], edges: [1, 1.5, 2, 3] }),
    tab: 'histograms',
    async shown(card) {
      await card.getByText(/3 values/).waitFor();
      await drawn(card.locator('canvas').first());
    },
  },
  {
    key: 'spread',
    what: 'a histogram of values',
    page: ({ Histogram }) => new Histogram(Array.from({ length: 1000 }, (_, i) => (i * i) % 257)),
    tab: 'histograms',
    async shown(card) {
      await card.getByText(/1,000 values/).waitFor();
      await drawn(card.locator('canvas').first());
    },
  },
];
