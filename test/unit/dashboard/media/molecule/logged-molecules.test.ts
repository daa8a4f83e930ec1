import { expect, it } from 'vitest';
import { readMolecules } from '../../../../../src/dashboard/media/molecule/logged-molecules';

it('reads one molecule and W&B’s list object, with captions or without', () => {
  const path = 'media/molecule/a.pdb';
  expect(readMolecules({ _type: 'molecule-file', path, caption: 'a' })).toEqual([{ path, caption: 'a' }]);
  expect(readMolecules({ _type: 'molecule', filenames: [path, 5], captions: false })).toEqual([
    { path, caption: null },
  ]);
  expect(readMolecules({ _type: 'molecule', filenames: [path], captions: ['a'] })).toEqual([{ path, caption: 'a' }]);
  expect(readMolecules({ _type: 'molecule', filenames: 5 })).toEqual([]);
});
