import type { Row } from '../../../src/wire/index';
import { expect, test } from '../../support/fixtures';
import { logMedia } from './logged';
import { openTab } from './shown';

const pathOf = (row: Row, key: string) => (row[key] as unknown as { path: string }).path;

test('molecules are stored byte by byte, and turned on the dashboard', async ({ stage }) => {
  const logging = await stage.openPage();
  const { id, row, dropped, complaints, file } = await logMedia(stage, logging, ({ Molecule }) => {
    const water = [
      'HEADER    <IMG SRC=X ONERROR=ALERT(1)>',
      'ATOM      1  O   HOH A   1       0.000   0.000   0.000  1.00  0.00           O',
      'ATOM      2  H1  HOH A   1       0.960   0.000   0.000  1.00  0.00           H',
      'ATOM      3  H2  HOH A   1      -0.240   0.930   0.000  1.00  0.00           H',
      'END',
      '',
    ].join('\n');
    const sdf = [
      'carbon monoxide',
      '',
      '',
      '  2  1  0  0  0  0  0  0  0  0999 V2000',
      '    0.0000    0.0000    0.0000 C   0  0',
      '    1.1280    0.0000    0.0000 O   0  0',
      '  1  2  3  0',
      'M  END',
      '$$$$',
      '',
    ].join('\n');
    (window as unknown as { water: string }).water = water;
    return {
      water: new Molecule(water, { caption: 'water </div><script>alert(1)</script>' }),
      pair: [new Molecule(sdf), new Molecule(new Blob([water]), { format: 'pqr', caption: 'as pqr' })],
      smiles: new Molecule('CC(=O)Oc1ccccc1C(=O)O'),
      html: new Molecule('<html>'),
      other: new Molecule(water, { format: 'mol2' }),
    };
  });
  expect(dropped).toEqual({ 'unreadable-media': 3 });
  expect(complaints.join('\n')).toMatch(/"(smiles|html|other)" was not logged: unreadable-molecule: /);
  const water = await logging.evaluate(() => (window as unknown as { water: string }).water);
  expect(pathOf(row, 'water')).toMatch(/^media\/molecule\/water_0_[0-9a-f]{20}\.pdb$/);
  expect(String(await file(pathOf(row, 'water')))).toBe(water);
  const { filenames, ...pair } = row['pair'] as unknown as { filenames: string[] };
  expect(pair).toEqual({ _type: 'molecule', count: 2, captions: ['', 'as pqr'] });
  expect(filenames.map((name) => name.split('.').at(-1))).toEqual(['sdf', 'pqr']);
  expect(String(await file(filenames[1]!))).toBe(water);

  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, misdeeds } = await openTab(stage, id, 'molecules', { colorScheme, reducedMotion: 'reduce' });
    const card = page.getByRole('region', { name: 'water', exact: true });
    await expect(card.getByText('3 atoms')).toBeVisible();
    await expect(card.getByText('water </div><script>alert(1)</script>')).toBeVisible();
    await expect(page.getByRole('region', { name: 'pair' }).getByText('2 atoms')).toBeVisible();
    const box = card.getByRole('img');
    const first = await box.screenshot();
    await box.press('ArrowRight');
    await box.press('ArrowUp');
    expect((await box.screenshot()).equals(first)).toBe(false);
    await page.screenshot({ path: test.info().outputPath(`molecule-${colorScheme}.png`), fullPage: true });
    expect(await misdeeds()).toEqual([]);
  }
});
