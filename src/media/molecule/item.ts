/** What W&B shows of molecules, by the ending of its file. */
export type MoleculeFormat = 'pdb' | 'pqr' | 'mmcif' | 'mcif' | 'cif' | 'sdf' | 'sd' | 'gro' | 'mol2' | 'mmtf';

/** A molecule on its way to the worker. */
export interface MoleculeItem {
  source: Blob;
  format: MoleculeFormat | undefined;
  caption: string | undefined;
}
