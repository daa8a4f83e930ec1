import { expect, it } from 'vitest';
import { encodeMarkdown } from '../../../../../src/media/markdown/engine/encode';

const part = { kind: 'markdown', key: 'notes', step: 3 };

it('makes a file of each text, named by its key, its step and its bytes', async () => {
  const items = [{ markdown: '# é', caption: 'c' }];
  const { json, files } = await encodeMarkdown({ ...part, many: false, items });
  const [file] = files;
  expect(file).toMatchObject({
    path: expect.stringMatching(/^media\/markdown\/notes_3_[0-9a-f]{20}\.md$/),
    type: 'text/markdown',
  });
  expect(JSON.parse(json)).toMatchObject({ _type: 'markdown-file', size: 4, path: file!.path, caption: 'c' });
});

it('counts the texts of a list', async () => {
  const items = ['1', '2'].map((markdown) => ({ markdown, caption: undefined }));
  const { json, files } = await encodeMarkdown({ ...part, many: true, items });
  expect(JSON.parse(json)).toMatchObject({
    _type: 'markdown',
    count: 2,
    markdown: files.map(({ path }) => ({ path })),
  });
});
