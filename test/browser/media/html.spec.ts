import { expect, test } from '../../support/fixtures';
import { logMedia } from './logged';

test('documents are stored as they are given: a string, a file, an element, a list', async ({ stage }) => {
  const page = await stage.openPage();
  const { row, dropped, file } = await logMedia(stage, page, ({ Html }) => {
    const chart = document.createElement('svg');
    chart.innerHTML = '<circle r="1"></circle>';
    return {
      text: new Html('<h1>Épreuve</h1>'),
      blob: new Html(new Blob(['<p>file</p>'])),
      chart: new Html(chart),
      both: [new Html('<b>1</b>'), new Html('<b>2</b>')],
      empty: new Html(''),
    };
  });
  expect(dropped).toEqual({});
  const textOf = async (value: unknown) => String(await file((value as { path: string }).path));
  expect(row).toMatchObject({
    text: { _type: 'html-file', size: 17, path: expect.stringMatching(/^media\/html\/text_0_[0-9a-f]{20}\.html$/) },
    both: { _type: 'html', count: 2 },
  });
  expect(await textOf(row['text'])).toBe('<h1>Épreuve</h1>');
  expect(await textOf(row['blob'])).toBe('<p>file</p>');
  expect(await textOf(row['chart'])).toBe('<svg><circle r="1"></circle></svg>');
  const { html } = row['both'] as unknown as { html: unknown[] };
  expect(await Promise.all(html.map(textOf))).toEqual(['<b>1</b>', '<b>2</b>']);
  expect(await textOf(row['empty'])).toBe('');
});
