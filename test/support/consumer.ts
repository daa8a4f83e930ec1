import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes a folder an app that has installed the package as others get it, packed, and whatever else it names. */
export function installInto(folder: string, ...others: string[]): void {
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    encoding: 'utf8',
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', join(folder, filename), ...others], {
    cwd: folder,
    stdio: 'pipe',
  });
}
