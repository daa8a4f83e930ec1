import { describe, expect, it } from 'vitest';
import { mergeSingletons } from '../../../../src/wire/index';
import { decodeSingletons, describeClient, encodeSingletons } from '../../../../src/wire/wandb/index';

describe('singletons', () => {
  const labels = { 'digits/labels': { all: { 0: 'zero' }, odd: [1, 3] } };

  it("stand in the client's section as W&B writes them, and are read from there", () => {
    const client = describeClient({ client: { t: { '1': [1] } }, metrics: [], singletons: labels }, '1.0');
    expect(client['digits/labels']).toEqual({
      all: { type: 'digits/labels', key: 'all', value: { 0: 'zero' } },
      odd: { type: 'digits/labels', key: 'odd', value: [1, 3] },
    });
    expect(decodeSingletons(client)).toEqual(labels);
  });

  it('say how plots are drawn, and then stand there as they are', () => {
    const plots = { visualize: { roc: { panel_type: 'Vega2' }, odd: 5 } };
    expect(encodeSingletons(plots)).toEqual(plots);
    expect(decodeSingletons({ ...plots, m: [] })).toEqual(plots);
    expect(decodeSingletons({ visualize: 5 })).toEqual({});
  });

  it('are not read from anything else', () => {
    expect(
      decodeSingletons({ 'a/b': 3, 'c/d': { k: 'bare', l: { type: 'c/d' } }, m: [], e: { w: { value: 1 } } }),
    ).toEqual({ 'c/d': {} });
    expect(encodeSingletons({})).toEqual({});
  });

  it('are merged key by key, the later over the earlier', () => {
    expect(mergeSingletons({ 'a/b': { x: 1, y: 1 } }, { 'a/b': { y: 2 }, 'c/d': { z: 3 } })).toEqual({
      'a/b': { x: 1, y: 2 },
      'c/d': { z: 3 },
    });
    expect(mergeSingletons(undefined, undefined)).toEqual({});
  });
});
