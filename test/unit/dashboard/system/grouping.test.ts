import { describe, expect, it } from 'vitest';
import { groupSystemMetrics, shortNameOf } from '../../../../src/dashboard/system/grouping';

describe('groupSystemMetrics', () => {
  it('groups by what is measured, and puts first what stands alone', () => {
    const keys = [
      'system.gpu.10.temp',
      'system.gpu.2.temp',
      'system.disk./.usageGB',
      'system.cpu',
      'system.memory_percent',
      'own.x',
    ];
    expect(groupSystemMetrics([...keys, 'system.disk./.usagePercent'])).toEqual([
      { name: '', keys: ['own.x', 'system.cpu', 'system.memory_percent'] },
      { name: 'disk', keys: ['system.disk./.usageGB', 'system.disk./.usagePercent'] },
      { name: 'gpu', keys: ['system.gpu.2.temp', 'system.gpu.10.temp'] },
    ]);
  });

  it('names keys without what all of them begin with', () => {
    expect([shortNameOf('system.cpu'), shortNameOf('cpu')]).toEqual(['cpu', 'cpu']);
  });
});
