import type { Locator } from 'playwright-core';
import { becomes, says, type Kind } from './kind';

const frame = (card: Locator, place: number) => card.locator('iframe').nth(place).contentFrame();

export const documents: Kind[] = [
  {
    key: 'html',
    what: 'a document with the style sheet that W&B links to',
    page: ({ Html }) =>
      new Html(
        '<html><head><base target="_blank">' +
          '<link rel="stylesheet" type="text/css" href="https://app.wandb.ai/normalize.css" />' +
          '<title>t</title></head><body><h1>höch</h1></body></html>',
      ),
    tab: 'media',
    shown: (card) => frame(card, 0).getByRole('heading', { name: 'höch' }).waitFor(),
  },
  {
    key: 'pages',
    what: 'a list of documents',
    page: ({ Html }) => [new Html('<p>one</p>'), new Html('<p>two</p><script>document.title = "ran"</script>')],
    tab: 'media',
    async shown(card) {
      await frame(card, 0).getByText('one').waitFor();
      await frame(card, 1).getByText('two').waitFor();
      await says(card, '2 documents', 'Its scripts do not run here.');
    },
  },
  {
    key: 'markdown',
    what: 'Markdown',
    page: ({ Markdown }) => new Markdown('# höch\n\n| a | b |\n|---|---|\n| 1 | 2 |\n', { caption: 'by hand' }),
    inPython: false,
    tab: 'media',
    async shown(card) {
      await says(card, 'höch', 'by hand');
      await becomes(() => card.locator('td').allInnerTexts(), ['1', '2']);
    },
  },
  {
    key: 'figure',
    what: 'a figure of Plotly',
    page: ({ Plotly }) =>
      new Plotly({
        data: [{ type: 'scatter', mode: 'lines+markers', name: 'loss', x: [1, 2, 3], y: Float64Array.of(4, NaN, 2) }],
        layout: { title: { text: 'Loss' } },
      }),
    tab: 'media',
    async shown(card) {
      await becomes(() => card.locator('.scatterlayer .point').count(), 2);
      await says(card, 'Loss');
    },
  },
  {
    key: 'arrays',
    what: 'a figure of NumPy arrays, which Plotly writes as bytes',
    page: null,
    tab: 'media',
    async shown(card) {
      await becomes(() => card.locator('.scatterlayer .point').count(), 2);
      await says(card, 'of arrays');
    },
  },
  {
    key: 'network',
    what: 'a graph',
    page: ({ Graph }) =>
      new Graph({
        nodes: [
          { id: 'dense', name: 'dense', className: 'Dense', outputShape: [null, 10], numParameters: 7850 },
          { id: 'input', name: 'input', className: 'InputLayer' },
        ],
        edges: [['input', 'dense']],
      }),
    tab: 'media',
    async shown(card) {
      await becomes(
        () => card.locator('.graph-box', { hasText: 'dense' }).allTextContents(),
        ['denseDense · 7,850? × 10'],
      );
      await becomes(() => card.locator('.graph-link').count(), 1);
    },
  },
];
