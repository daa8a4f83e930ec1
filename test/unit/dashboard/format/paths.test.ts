import { describe, expect, it } from 'vitest';
import { nameFrom, runHref } from '../../../../src/dashboard/format/paths';

const path = { entity: 'local', project: 'odd & ends', run: 'r1' };

describe('paths', () => {
  it('encodes names', () => {
    expect(runHref(path)).toBe('/local/odd%20%26%20ends/runs/r1');
    expect(nameFrom('odd %26 ends')).toBe('odd & ends');
    expect(nameFrom('100%')).toBe('100%');
  });

  it('encodes half a character as what stands for any that is broken', () => {
    expect(runHref({ ...path, run: '🦥\udda5' })).toBe('/local/odd%20%26%20ends/runs/%F0%9F%A6%A5%EF%BF%BD');
  });
});
