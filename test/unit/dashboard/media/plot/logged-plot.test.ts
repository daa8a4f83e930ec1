import { describe, expect, it } from 'vitest';
import { readPlots } from '../../../../../src/dashboard/media/plot/logged-plot';
import { bar } from '../../../../../src/media/plot/plot';
import { Table } from '../../../../../src/media/table/table';
import type { Row } from '../../../../../src/wire/index';
import { described } from '../../../media/plot/described';

describe('the plots of a run', () => {
  it('are read as they are written', () => {
    const chart = described(bar(new Table({ columns: ['l', 'v'] }), 'l', 'v', { title: 'T' }))!;
    expect(readPlots({ k: chart })).toEqual([
      {
        key: 'k',
        tableKey: 'k_table',
        spec: 'wandb/bar/v0',
        fields: { label: 'l', value: 'v' },
        strings: { title: 'T' },
      },
    ]);
  });

  it("may have their tables elsewhere, as W&B's split tables, and fields that are left out", () => {
    const queryFields = [
      {
        name: 'runSets',
        fields: [{ name: 'summaryTable', args: [{ name: 'tableKey', value: 'Custom Chart Tables/k_table' }] }],
      },
    ];
    const panel = (more: Row): Row => ({ panel_config: { panelDefId: 'wandb/line/v0', ...more } });
    expect(
      readPlots({ k: panel({ userQuery: { queryFields }, fieldSettings: { x: 's', stroke: null } }) }),
    ).toMatchObject([{ tableKey: 'Custom Chart Tables/k_table', fields: { x: 's' }, strings: {} }]);
    expect(readPlots({ k: panel({ userQuery: 5, stringSettings: [1], fieldSettings: 'x' }) })).toMatchObject([
      { tableKey: 'k_table', fields: {}, strings: {} },
    ]);
  });

  it('are not what is something else', () =>
    expect(
      readPlots({ a: 5, b: null, c: {}, d: { panel_config: [] }, e: { panel_config: { panelDefId: 7 } } }),
    ).toEqual([]));
});
