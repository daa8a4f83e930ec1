import { describe, expect, it } from 'vitest';
import { formatSupport, parseSupport, type Finding } from '../../support/support-table';

const found = (engine: string, version: string, capability: string, outcome: string): Finding => ({
  document: 'README.md',
  engine,
  version,
  capability,
  outcome,
});

const FINDINGS = [
  found('WebKitGTK', '2.50.6', 'Images as webp', 'no: written as png'),
  found('Chromium', '156.0.8078.79', 'Images as webp', 'yes'),
  found('Chromium', '156.0.8078.79', 'Reload', 'yes'),
  found('WebKitGTK', '2.50.6', 'Reload', 'yes'),
];

describe('the table of support', () => {
  it('has a row for each capability, a column for each engine with its version', () => {
    expect(formatSupport(FINDINGS).split('\n')).toEqual([
      '|  | Chromium 156 | WebKitGTK 2.50 |',
      '| --- | --- | --- |',
      '| Images as webp | yes | no: written as png |',
      '| Reload | yes | yes |',
      '',
    ]);
  });

  it('is read back as it was written, whatever the versions and the formatter made of it', () => {
    const table = formatSupport(FINDINGS).replaceAll(' |', '    |').replace('156', '157');
    const support = parseSupport(
      `# Title\n\n<!-- support: by hand -->\n\n${table}\n<!-- /support -->\n\n| other | table |\n`,
    );
    expect([...support.keys()]).toEqual(['Chromium', 'WebKitGTK']);
    expect(Object.fromEntries(support.get('WebKitGTK')!)).toEqual({
      'Images as webp': 'no: written as png',
      Reload: 'yes',
    });
  });

  it('is empty where there is none', () => {
    expect(parseSupport('# Title').size).toBe(0);
  });
});
