import { expect, it } from 'vitest';
import { encodeHtml } from '../../../../../src/media/html/engine/encode';

const part = { kind: 'html', key: 'val/report', step: 3 };

it('makes a file of each document, named by its key, its step and its bytes', async () => {
  const { json, files } = await encodeHtml({ ...part, many: false, items: [{ html: '<p>é</p>' }] });
  const [file] = files;
  expect(file).toMatchObject({ path: expect.stringMatching(/^media\/html\/val\/report_3_[0-9a-f]{20}\.html$/) });
  expect(JSON.parse(json)).toMatchObject({ _type: 'html-file', size: 9, path: file!.path });
  expect(file!.type).toBe('text/html');
});

it('counts the documents of a list', async () => {
  const { json, files } = await encodeHtml({ ...part, many: true, items: [{ html: '1' }, { html: '2' }] });
  expect(files).toHaveLength(2);
  expect(JSON.parse(json)).toMatchObject({ _type: 'html', count: 2, html: files.map(({ path }) => ({ path })) });
});
