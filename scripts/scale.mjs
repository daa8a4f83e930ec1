// `npm run scale`: the long versions of test/browser/scale.spec.ts, a million rows and forty tabs; they print their
// figures. Build first.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  'npx',
  ['--no-install', 'playwright', 'test', '--project=browser', 'test/browser/scale.spec.ts', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, SPOOR_SCALE: 'full' },
  },
);
process.exit(status ?? 1);
