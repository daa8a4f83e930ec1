import { expect, it } from 'vitest';
import { templateFor } from '../../../../../src/dashboard/media/plotly/template';
import type { Colors } from '../../../../../src/dashboard/theme/colors';

const colors = { text: '#111', faint: '#222', line: '#333', surface: '#444', runs: ['#555'] } as Colors;
const ours = { paper_bgcolor: '#444', font: { color: '#111' }, colorway: ['#555'] };

it('is the look of the dashboard where a figure has none', () => {
  for (const given of [undefined, null, 'plotly_dark', {}])
    expect(templateFor(given, colors).layout).toMatchObject(ours);
});

it("is that of the figure, but for the one that Plotly's Python library gives to all", () => {
  const given = { layout: { plot_bgcolor: 'black', paper_bgcolor: 'black' }, data: { bar: [{}] } };
  expect(templateFor(given, colors)).toEqual(given);
  const common = { layout: { plot_bgcolor: '#E5ECF6', paper_bgcolor: 'white', coloraxis: {} }, data: { bar: [{}] } };
  expect(templateFor(common, colors)).toMatchObject({ layout: { ...ours, coloraxis: {} }, data: { bar: [{}] } });
});
