import { describe, expect, it } from 'vitest';
import { xAxisOf } from '../../../../src/dashboard/charts/x-axis';

describe('xAxisOf', () => {
  it('knows how steps, times and metrics are read', () => {
    expect(xAxisOf('_step').describe(1200)).toBe('step 1,200');
    expect(xAxisOf('_runtime').describe(65)).toBe('1 min 05 s in');
    expect(xAxisOf('epoch')).toMatchObject({ label: 'epoch' });
    expect(xAxisOf('epoch').describe(0.25)).toBe('epoch 0.25');
  });
});
