import { formatLine, type MoleculeFileJson, type MoleculesJson } from '../../../wire/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import type { MoleculeFormat, MoleculeItem } from '../item';
import { isSmiles, moleculeFormatOf } from './molecule-format';

/** Makes a file of each molecule, as it was given. */
export async function encodeMolecules(
  part: MediaPart<MoleculeItem>,
  onFailed: (error: unknown) => void,
): Promise<Encoded | null> {
  const encoded = [];
  for (const { source, format, caption } of part.items) {
    try {
      const extension = await checkedFormat(source, format);
      const blob = source.slice(0, source.size, extension === 'mmtf' ? 'application/octet-stream' : 'text/plain');
      const { file, sha256 } = await mediaFile(part, 'molecule', extension, blob);
      const { bytes, path } = file;
      const json: MoleculeFileJson = { _type: 'molecule-file', sha256, size: bytes.byteLength, path, caption };
      encoded.push({ file, json });
    } catch (error) {
      onFailed(error);
    }
  }
  if (encoded.length === 0) return null;
  const list: MoleculesJson = {
    _type: 'molecule',
    filenames: encoded.map(({ file }) => file.path),
    count: encoded.length,
    captions: encoded.some(({ json }) => json.caption !== undefined) && encoded.map(({ json }) => json.caption ?? ''),
  };
  return { json: formatLine(part.many ? list : encoded[0]!.json), files: encoded.map(({ file }) => file) };
}

/** Formats of one family that the content does not tell apart, by the one that it is taken for. */
const FAMILIES: { [format in MoleculeFormat]?: MoleculeFormat[] } = {
  pdb: ['pdb', 'pqr'],
  cif: ['cif', 'mcif', 'mmcif'],
  mmcif: ['mmcif', 'mcif', 'cif'],
  sdf: ['sdf', 'sd'],
};

async function checkedFormat(file: Blob, said: MoleculeFormat | undefined): Promise<MoleculeFormat> {
  if (file.size === 0) throw new RangeError('the file is empty');
  const found = await moleculeFormatOf(file);
  if (!found) {
    if (isSmiles(await file.text()))
      throw new TypeError(
        'SMILES does not say where the atoms are, and it takes RDKit to find that; log a pdb or sdf with their places',
      );
    throw new TypeError(
      'its content is not that of a pdb, pqr, mmcif, mcif, cif, sdf, gro, mol2 or mmtf file with atoms',
    );
  }
  if (said && !(FAMILIES[found] ?? [found]).includes(said))
    throw new TypeError(`its format is ${found} by its content, not ${said}`);
  return said ?? found;
}
