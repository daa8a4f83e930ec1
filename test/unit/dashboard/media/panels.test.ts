import { expect, it } from 'vitest';
import { MEDIA_TABS, PANELS } from '../../../../src/dashboard/media/panels';

it('has each kind in one tab, and one label for each tab', () => {
  expect(MEDIA_TABS.flatMap(({ kinds }) => kinds.map(({ kind }) => kind)).sort()).toEqual(
    PANELS.map(({ kind }) => kind).sort(),
  );
  expect(new Set(MEDIA_TABS.map(({ tab }) => tab)).size).toBe(MEDIA_TABS.length);
  for (const { label, kinds } of MEDIA_TABS) expect(new Set(kinds.map((kind) => kind.label))).toEqual(new Set([label]));
});

it('has few tabs', () => expect(MEDIA_TABS.length).toBeLessThanOrEqual(8));
