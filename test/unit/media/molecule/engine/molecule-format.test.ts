import { expect, it } from 'vitest';
import { isSmiles, moleculeFormatOf } from '../../../../../src/media/molecule/engine/molecule-format';

it.each([
  ['REMARK\nHETATM    1  O   HOH', 'pdb'],
  ['data_1ABC\nloop_\n_atom_site.id\nATOM  1', 'mmcif'],
  ['data_salt\n_cell_length_a 5\n', 'cif'],
  ['x\n\n\n  2  1  0  0  0  0  0  0  0  0999 V2000\n', 'sdf'],
  ['@<TRIPOS>MOLECULE\nx\n', 'mol2'],
  ['water\n 1\n    1WATER  OW1    1   0.126   1.624   1.679\n', 'gro'],
  ['\x8bmmtfVersion', 'mmtf'],
  ['<html>', undefined],
])('knows %j as %s', async (text, format) => expect(await moleculeFormatOf(new Blob([text]))).toBe(format));

it('knows SMILES', () => {
  expect(isSmiles('CC(=O)Oc1ccccc1C(=O)O\n')).toBe(true);
  expect(isSmiles('two words')).toBe(false);
});
