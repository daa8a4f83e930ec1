import { describe, expect } from 'vitest';
import type { Row } from '../../src/wire/index';
import { clients } from './clients';
import { test } from './suite';

describe(clients.wandb, () => {
  test('logs scalars and config, and reads them back', async ({ server }) => {
    const { result } = await server.python('scalars.py');
    expect(result['state']).toBe('finished');
    expect(result['config']).toEqual({ lr: 0.1, layers: [32, 64], optimizer: { name: 'adam' } });
    const rows = result['rows'] as Row[];
    expect(rows).toHaveLength(101);
    expect(rows.slice(0, 100)).toMatchObject(
      Array.from({ length: 100 }, (_, i) => ({ _step: i, loss: 1 / (i + 1), 'val/acc': i / 100, count: i })),
    );
    expect(rows[100]).toMatchObject({ nan: NaN, up: Infinity, down: -Infinity, 'ünï.code/ключ': 1 });
  });
});
