import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const requirements = readFileSync(resolve('test/interop/requirements.txt'), 'utf8');
const packages = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as {
  version: string;
  devDependencies: Record<string, string>;
};

/** The clients that take part, by name and version: a `describe` of each gives the rows of the table. */
export const clients = {
  wandb: `wandb ${/^wandb==(\S+)$/m.exec(requirements)![1]}`,
  sdk: `@wandb/sdk ${packages.devDependencies['@wandb/sdk']}`,
  spoor: `spoor ${packages.version}`,
} as const;
