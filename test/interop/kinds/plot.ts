import type { Locator } from 'playwright-core';
import { becomes, says, type Kind } from './kind';

/** Resolves when a plot has so many marks of a kind, and says these texts. */
async function plotted(card: Locator, mark: string, count: number, ...texts: (string | RegExp)[]): Promise<void> {
  await becomes(() => card.locator(`svg .mark-${mark}.role-mark path`).count(), count);
  await says(card, ...texts);
}

export const plots: Kind[] = [
  {
    key: 'line',
    what: 'plot.line, with lines told apart by a column',
    page: ({ plot, Table }) =>
      plot.line(
        new Table({
          columns: ['x', 'y', 'kind'],
          data: Array.from({ length: 10 }, (_, i) => [i, i * i, i % 2 ? 'odd' : 'even']),
        }),
        'x',
        'y',
        { stroke: 'kind', title: 'A line' },
      ),
    tab: 'plots',
    shown: (card) => plotted(card, 'line', 2, 'A line', 'odd', 'even', 'x', 'y'),
  },
  {
    key: 'scatter',
    what: 'plot.scatter',
    page: ({ plot, Table }) =>
      plot.scatter(
        new Table({ columns: ['x', 'y'], data: Array.from({ length: 10 }, (_, i) => [i, i * i]) }),
        'x',
        'y',
        {
          title: 'Points',
        },
      ),
    tab: 'plots',
    shown: (card) => plotted(card, 'symbol', 10, 'Points', 'x', 'y'),
  },
  {
    key: 'bar',
    what: 'plot.bar',
    page: ({ plot, Table }) =>
      plot.bar(
        new Table({
          columns: ['what', 'share'],
          data: [
            ['car', 0.5],
            ['bus', 0.25],
            ['bike', 1],
          ],
        }),
        'what',
        'share',
        { title: 'Bars' },
      ),
    tab: 'plots',
    shown: (card) => plotted(card, 'rect', 3, 'Bars', 'car', 'bus', 'bike', 'share'),
  },
  {
    key: 'values',
    what: 'plot.histogram',
    page: ({ plot, Table }) =>
      plot.histogram(
        new Table({ columns: ['height'], data: Array.from({ length: 100 }, (_, i) => [(i * i) % 10]) }),
        'height',
        { title: 'Heights' },
      ),
    tab: 'plots',
    async shown(card) {
      await says(card, 'Heights', 'Count');
      await card.locator('svg .mark-rect.role-mark path').first().waitFor();
    },
  },
  {
    key: 'series',
    what: 'plot.lineSeries',
    page: ({ plot }) =>
      plot.lineSeries(
        [0, 1, 2, 3],
        [
          [1, 2, 3, 4],
          [3, NaN, 2, 1],
        ],
        { keys: ['up', 'down'], title: 'Series', xname: 'epoch' },
      ),
    tab: 'plots',
    shown: (card) => plotted(card, 'line', 2, 'Series', 'up', 'down', 'epoch'),
  },
  {
    key: 'pr',
    what: 'plot.prCurve, with the values of scikit-learn, of which W&B keeps 21',
    page({ plot }) {
      const labels = Array.from({ length: 40 }, (_, i) => (i * 7) % 3);
      const scores = labels.map((label, i) =>
        [0, 1, 2].map((one) => (one === label ? 0.4 : 0.2) + ((i * (one + 3)) % 7) / 16),
      );
      return plot.prCurve(labels, scores, { labels: ['ant', 'bee', 'cat'], title: 'Precision' });
    },
    tab: 'plots',
    shown: (card) => plotted(card, 'line', 3, 'Precision', /^ant/, /^bee/, /^cat/, 'Recall'),
  },
  {
    key: 'roc',
    what: 'plot.rocCurve, with the values of scikit-learn, which W&B rounds',
    page({ plot }) {
      const labels = Array.from({ length: 40 }, (_, i) => (i * 7) % 3);
      const scores = labels.map((label, i) =>
        [0, 1, 2].map((one) => (one === label ? 0.4 : 0.2) + ((i * (one + 3)) % 7) / 16),
      );
      return plot.rocCurve(labels, scores, { labels: ['ant', 'bee', 'cat'], title: 'ROC' });
    },
    tab: 'plots',
    shown: (card) => plotted(card, 'line', 3, 'ROC', /^ant/, /^cat/, 'False positive rate', 'True positive rate'),
  },
  {
    key: 'confusion',
    what: 'plot.confusionMatrix',
    page: ({ plot }) =>
      plot.confusionMatrix([0, 1, 1, 0, 1, 1], [0, 1, 0, 0, 1, 1], { classNames: ['no', 'yes'], title: 'Who is who' }),
    tab: 'plots',
    async shown(card) {
      await plotted(card, 'rect', 4, 'Who is who', 'Actual', 'Predicted', 'no', 'yes');
      await becomes(() => card.locator('svg .mark-text.role-mark text').allTextContents(), ['2', '0', '1', '3']);
    },
  },
  {
    key: 'custom',
    what: 'a plot of a specification that the dashboard does not know, by its table',
    page: ({ plot, Table }) =>
      plot.custom('team/violin', new Table({ columns: ['x'], data: [[1], [2]] }), { value: 'x' }, { title: 'Spread' }),
    tab: 'plots',
    async shown(card) {
      await says(card, 'Spread', 'How “team/violin” is drawn is not known here. This is its table.');
      await becomes(() => card.locator('.data-row').count(), 2);
    },
  },
  {
    key: 'split',
    what: 'a plot whose table W&B has put among the custom tables',
    page: null,
    tab: 'plots',
    shown: (card) => plotted(card, 'rect', 2, 'Split', 'a', 'b'),
  },
];
