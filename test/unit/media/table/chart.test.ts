import { expect, it } from 'vitest';
import { Chart } from '../../../../src/media/table/chart';
import { Table } from '../../../../src/media/table/table';
import { encode } from '../../../../src/values/index';
import { placeFor, settled } from '../../values/place';

const chart = new Chart(
  'wandb/line/v0',
  new Table({ columns: ['s', 'v'], data: [[1, 2]] }),
  { x: 's', y: 'v', stroke: null },
  { title: 'T' },
);

it('is its table under a key of its own, and what the config says of it', async () => {
  const said: unknown[] = [];
  const place = { ...placeFor('chart'), addSingleton: (...all: unknown[]) => void said.push(all) };
  const [part] = (await settled(encode(chart, place))) as unknown as [{ key: string; items: [{ json: string }] }];
  expect([place.key, part.key]).toEqual(['chart_table', 'chart_table']);
  expect(JSON.parse(part.items[0].json)).toMatchObject({ _type: 'table-file', nrows: 1 });
  // As W&B's Python client 0.31 writes it.
  const config =
    '{"panel_type":"Vega2","panel_config":{"panelDefId":"wandb/line/v0","fieldSettings":{"x":"s","y":"v","stroke":null},' +
    '"stringSettings":{"title":"T"},"transform":{"name":"tableWithLeafColNames"},"userQuery":{"queryFields":[{"name":' +
    '"runSets","args":[{"name":"runSets","value":"${runSets}"}],"fields":[{"name":"id","fields":[]},{"name":"name",' +
    '"fields":[]},{"name":"_defaultColorIndex","fields":[]},{"name":"summaryTable","args":[{"name":"tableKey","value":' +
    '"chart_table"}],"fields":[]}]}]}}}';
  expect(said).toEqual([['visualize', 'chart', JSON.parse(config)]]);
});

it.each([[[chart]], [{ chart }]])('is dropped with a sentence inside of another value', (value) => {
  const place = { ...placeFor(), addSingleton: () => expect.unreachable() };
  encode(value, place);
  expect(place.dropped).toMatchObject([
    {
      reason: 'unsupported-value',
      detail: 'it is a plot, which must be a value of the row itself: run.log({ roc: plot })',
    },
  ]);
  expect(place.key).toBe('k');
});

it('is dropped where there is no run, as in a config', () => {
  const place = placeFor();
  expect(encode(chart, place)).toBeUndefined();
  expect(place.dropped).toHaveLength(1);
});
