import { expect, test } from '../../support/fixtures';
import { logMedia } from './logged';
import { openTab } from './shown';

test('Markdown is stored as it is given, and shown in the flavour of GitHub', async ({ stage }) => {
  const page = await stage.openPage();
  const { id, row, dropped, file } = await logMedia(stage, page, ({ Markdown }) => ({
    notes: new Markdown(
      '# Épreuve\n\n| class | recall |\n|---|--:|\n| cat | 0.93 |\n\n- [x] done\n\n~~old~~ [paper](https://example.org/a) ![dot](data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7) ![far](https://example.org/a.png)',
      { caption: 'by hand' },
    ),
    pair: [new Markdown('one'), new Markdown(new Blob(['*two*']))],
    long: new Markdown(`*not read*${' '.repeat(1_000_000)}`),
  }));
  expect(dropped).toEqual({});
  expect(row['notes']).toMatchObject({
    _type: 'markdown-file',
    caption: 'by hand',
    path: expect.stringMatching(/^media\/markdown\/notes_0_[0-9a-f]{20}\.md$/),
  });
  expect(String(await file((row['notes'] as { path: string }).path))).toMatch(/^# Épreuve\n\n\| class/);
  expect(row['pair']).toMatchObject({ _type: 'markdown', count: 2 });

  const { page: dashboard, misdeeds } = await openTab(stage, id, 'media');
  const notes = dashboard.getByRole('region', { name: 'notes' });
  await expect(notes.locator('h1').last()).toHaveText('Épreuve');
  await expect(notes.locator('td')).toHaveText(['cat', '0.93']);
  await expect(notes.locator('input[type=checkbox]')).toBeChecked();
  await expect(notes.locator('del')).toHaveText('old');
  const link = notes.getByRole('link', { name: 'paper' });
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(notes.locator('img')).toHaveCount(1);
  await expect(notes.getByText('[far: it is elsewhere, so it is not loaded]')).toBeVisible();
  await expect(notes.getByText('by hand')).toBeVisible();
  await expect(dashboard.getByRole('region', { name: 'pair' }).locator('.markdown')).toHaveText(['one', 'two']);
  await expect(dashboard.getByRole('region', { name: 'long' }).locator('pre')).toContainText('*not read*');
  expect(await misdeeds()).toEqual([]);
});
