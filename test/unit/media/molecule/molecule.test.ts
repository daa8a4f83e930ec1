import { describe, expect, it } from 'vitest';
import { Molecule } from '../../../../src/media/molecule/molecule';
import { made } from '../made';

const PDB = 'HEADER  water\nATOM      1  O   HOH A   1       0.000   0.000   0.000  1.00  0.00           O\n';

describe('Molecule', () => {
  it('is its file as it is', async () => {
    const { json, files } = await made(new Molecule(PDB, { caption: 3 }));
    expect(new TextDecoder().decode(files[0]!.bytes)).toBe(PDB);
    expect(json).toEqual({
      _type: 'molecule-file',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      size: PDB.length,
      path: expect.stringMatching(/^media\/molecule\/k_7_[0-9a-f]{20}\.pdb$/),
      caption: '3',
    });
    expect((await made(new Molecule(new Blob([PDB]), { format: 'pqr' }))).json!['path']).toMatch(/\.pqr$/);
  });

  it.each([
    ['SMILES', 'CC(=O)O', 'it takes RDKit'],
    ['a page', '<html>\n', 'its content is not that of a pdb'],
    ['nothing', '', 'the file is empty'],
  ])('is not made of %s', async (_what, text, said) => {
    const { json, dropped } = await made(new Molecule(text));
    expect(json).toBeNull();
    expect(dropped).toEqual([{ reason: 'unreadable-media', key: 'k', detail: expect.stringContaining(said) }]);
  });

  it('refuses a format that the content is not of', async () => {
    const { dropped } = await made(new Molecule(PDB, { format: 'sdf' }));
    expect(dropped[0]!.detail).toBe('unreadable-molecule: its format is pdb by its content, not sdf');
  });

  it.each([5, null, undefined, {}, ['C']])('throws for a source such as %j', (source) =>
    expect(() => new Molecule(source as never)).toThrow(/The source of a Molecule must be the text or a Blob/),
  );
});
