import { expect, it } from 'vitest';
import { readObjects } from '../../../../../src/dashboard/media/object3d/logged-objects';

it('reads one object and W&B’s list object, also by its file names alone', () => {
  const one = { _type: 'object3D-file', path: 'media/object3D/a.obj' };
  expect(readObjects(one)).toEqual([{ path: 'media/object3D/a.obj', caption: null }]);
  expect(readObjects({ _type: 'object3D', objects: [one], filenames: ['a.obj'] })).toHaveLength(1);
  expect(readObjects({ _type: 'object3D', filenames: ['a.obj', 5] })).toEqual([
    { path: 'media/object3D/a.obj', caption: null },
  ]);
  expect(readObjects({ _type: 'object3D', objects: 5 })).toEqual([]);
});
