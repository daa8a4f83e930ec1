import { expect, it } from 'vitest';
import { encodeMolecules } from '../../../../../src/media/molecule/engine/encode';

const fail = (error: unknown) => expect(error).toBeUndefined();

it('makes one value of a list, as W&B does', async () => {
  const atoms = (name: string) => new Blob([`HEADER ${name}\nATOM      1  O`]);
  const items = ['a', 'b'].map((name) => ({ source: atoms(name), format: undefined, caption: undefined }));
  const part = { kind: 'molecule', key: 'm', step: 2, many: true };
  const bare = await encodeMolecules({ ...part, items }, fail);
  expect(JSON.parse(bare!.json)).toEqual({
    _type: 'molecule',
    count: 2,
    filenames: bare!.files.map(({ path }) => path),
    captions: false,
  });
  const named = await encodeMolecules({ ...part, items: [items[0]!, { ...items[1]!, caption: 'b' }] }, fail);
  expect(JSON.parse(named!.json)).toMatchObject({ captions: ['', 'b'] });
});
