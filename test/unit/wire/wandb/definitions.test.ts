import { describe, expect, it } from 'vitest';
import { blankDefinition, definitionOf, type MetricDefinition } from '../../../../src/wire/index';
import { decodeDefinitions, encodeDefinitions } from '../../../../src/wire/wandb/index';

const define = (name: string, changes: Partial<MetricDefinition> = {}): MetricDefinition => ({
  ...blankDefinition(name),
  isDefined: true,
  ...changes,
});

describe('definitions on the wire', () => {
  it('are those that wandb 0.30 writes', () => {
    const definitions = [
      define('acc', { summary: ['mean'] }),
      define('ep'),
      define('val/x', { stepMetric: 'ep', stepSync: true, summary: ['min', 'best'], goal: 'minimize', hidden: true }),
    ];
    expect(encodeDefinitions(definitions)).toEqual([
      { '1': 'acc', '6': [3], '7': [3] },
      { '1': 'ep', '6': [3], '7': [] },
      { '1': 'val/x', '5': 2, '6': [1, 2, 3], '7': [1, 4], '8': 1 },
    ]);
    expect(decodeDefinitions(encodeDefinitions(definitions))).toEqual(definitions);
  });

  it('name a step metric that nobody has defined, and leave globs out', () => {
    const encoded = encodeDefinitions([
      define('val/*', { stepMetric: 'epoch' }),
      define('val/loss', { stepMetric: 'epoch', isDefined: false }),
    ]);
    expect(encoded).toEqual([
      { '1': 'val/loss', '5': 2, '6': [], '7': [] },
      { '1': 'epoch', '6': [], '7': [] },
    ]);
  });

  it('are read from whatever stands there', () => {
    expect(decodeDefinitions(undefined)).toEqual([]);
    expect(
      decodeDefinitions([null, 1, { '1': 2 }, { '1': 'a', '5': 99, '6': 'x', '7': [77], '8': 'y' }, { '2': 'glob/*' }]),
    ).toEqual([blankDefinition('a'), blankDefinition('glob/*')]);
  });
});

describe('definitionOf', () => {
  it('prefers the metric itself to a glob, and the first glob to others', () => {
    const definitions = [define('*'), define('val/*'), define('val/loss')];
    expect(definitionOf('val/loss', definitions)?.name).toBe('val/loss');
    expect(definitionOf('val/acc', definitions)?.name).toBe('*');
    expect(definitionOf('val/acc', definitions.slice(1))?.name).toBe('val/*');
    expect(definitionOf('x', definitions.slice(1))).toBeUndefined();
  });
});
