import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The documents that have a table of what tests found out in the three engines. */
export type SupportDocument = 'README.md' | 'docs/images.md';

/** What an engine can do, as a test has found out. */
export interface Finding {
  document: SupportDocument;
  engine: string;
  version: string;
  capability: string;
  /** `yes`, or `no: ` and what happens instead. Of pictures, what is stored. */
  outcome: string;
}

/** What the committed table says: engine → capability → outcome. */
export type Support = Map<string, Map<string, string>>;

const SECTION = /(?<=<!-- support: .* -->\n)[\s\S]*?(?=<!-- \/support -->)/;

/** Whether the table is being written anew instead of compared: `npm run support`. */
export const isWriting = process.env['SPOOR_SUPPORT'] === 'write';

export function readSupport(document: SupportDocument): Support {
  return parseSupport(readFileSync(resolve(document), 'utf8'));
}

export function parseSupport(text: string): Support {
  const [head = [], , ...rows] = (SECTION.exec(text)?.[0] ?? '')
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const support: Support = new Map();
  // Each line begins and ends with a bar.
  head.slice(2, -1).forEach((title, i) => {
    // The version is for readers: it changes with every machine.
    const engine = title.split(' ')[0]!;
    support.set(engine, new Map(rows.map((row) => [row[1]!, row[i + 2] ?? ''])));
  });
  return support;
}

/** Writes the tables of those documents of which something was found, and tells which these are. */
export function writeSupport(findings: Finding[]): SupportDocument[] {
  const documents = [...new Set(findings.map(({ document }) => document))];
  for (const document of documents) {
    const table = formatSupport(findings.filter((finding) => finding.document === document));
    writeFileSync(
      resolve(document),
      readFileSync(resolve(document), 'utf8').replace(SECTION, () => table),
    );
  }
  return documents;
}

/** Rows in the order of the tests, columns in the order of their names. */
export function formatSupport(findings: Finding[]): string {
  const versions = new Map(
    findings.map(({ engine, version }) => [
      engine,
      version
        .split('.')
        .slice(0, engine === 'WebKitGTK' ? 2 : 1)
        .join('.'),
    ]),
  );
  const engines = [...versions.keys()].sort();
  const capabilities = [...new Set(findings.map(({ capability }) => capability))];
  const outcomeOf = (engine: string, capability: string) =>
    findings.find((finding) => finding.engine === engine && finding.capability === capability)?.outcome ?? '';
  const lines = [
    ['', ...engines.map((engine) => `${engine} ${versions.get(engine)}`)],
    ['---', ...engines.map(() => '---')],
    ...capabilities.map((capability) => [capability, ...engines.map((engine) => outcomeOf(engine, capability))]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
