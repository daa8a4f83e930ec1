import type { MoleculeFormat } from '../item';

/** What a file is by its content; undefined when it has no atoms that W&B shows. */
export async function moleculeFormatOf(file: Blob): Promise<MoleculeFormat | undefined> {
  // A pdb may begin with thousands of remarks, so all of it is read.
  const text = await file.text();
  if (/^@<TRIPOS>(MOLECULE|ATOM)/m.test(text)) return 'mol2';
  if (/^(ATOM {2}|HETATM)/m.test(text) && !/^data_/m.test(text)) return 'pdb';
  if (/^data_/m.test(text)) return /^_atom_site\./m.test(text) ? 'mmcif' : 'cif';
  if (/^.{33,39}V[23]000/m.test(text) || /^M {2}END/m.test(text)) return 'sdf';
  if (/^[^\n]*\n\s*\d+\s*\n\s*\d+\w+\s+\S+\s*\d+(\s+-?\d+\.\d+){3}/.test(text)) return 'gro';
  return text.includes('mmtfVersion') ? 'mmtf' : undefined;
}

/** Whether text is SMILES, as `CC(=O)Oc1ccccc1C(=O)O`. */
export function isSmiles(text: string): boolean {
  return /^[A-Za-z0-9@+\-[\]()=#$:./\\%*]+$/.test(text.trim()) && text.trim().length < 1000;
}
