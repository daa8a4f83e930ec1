import { expect, it } from 'vitest';
import { fileNameOf } from '../../../../src/dashboard/format/file-name';

it.each([
  ['loss', 'loss'],
  ['val/roc', 'val_roc'],
  ['a\\b/c', 'a_b_c'],
])('%s in the name of a file is %s', (metric, name) => expect(fileNameOf(metric)).toBe(name));
