// Builds what a command needs and what is missing, or older than its sources.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Parts in the order in which they need each other, with what each leaves behind and what it is made from. */
const PARTS = [
  { name: 'worker', output: 'dist/worker.js', sources: ['src', 'vite.config.ts'] },
  { name: 'media-worker', output: 'dist/media-worker.js', sources: ['src', 'vite.config.ts'] },
  { name: 'video-worker', output: 'dist/video-worker.js', sources: ['src', 'vite.config.ts'] },
  { name: 'es', output: 'dist/spoor.js', sources: ['src', 'vite.config.ts'] },
  { name: 'iife', output: 'dist/spoor.iife.js', sources: ['src', 'vite.config.ts'] },
  { name: 'tfjs-iife', output: 'dist/spoor.tfjs.iife.js', sources: ['src', 'vite.config.ts'] },
  { name: 'tfjs-esm', output: 'dist/spoor.tfjs.esm.js', sources: ['src', 'vite.config.ts'] },
  { name: 'media-iife', output: 'dist/spoor.media.iife.js', sources: ['src', 'vite.config.ts'] },
  { name: 'media-esm', output: 'dist/spoor.media.esm.js', sources: ['src', 'vite.config.ts'] },
  { name: 'video-iife', output: 'dist/spoor.video.iife.js', sources: ['src', 'vite.config.ts'] },
  { name: 'video-esm', output: 'dist/spoor.video.esm.js', sources: ['src', 'vite.config.ts'] },
  { name: 'service-worker', output: 'dist/service-worker.iife.js', sources: ['src', 'vite.config.ts'] },
  { name: 'server', output: 'dist/command.js', sources: ['src', 'vite.config.ts'] },
  { name: 'dashboard', output: 'dist/dashboard/index.html', sources: ['src/dashboard', 'src/wire', 'vite.config.ts'] },
  {
    name: 'demo',
    output: 'demo/dist/index.html',
    sources: [
      'src',
      'demo/src',
      'demo/public',
      'demo/index.html',
      'demo/gallery.html',
      'demo/style.css',
      'scripts/digits.mjs',
      'scripts/precache.mjs',
      'vite.config.ts',
    ],
  },
];

/** Makes sure that the server, the dashboard and the demo are built. Ends the process when they cannot be. */
export function ensureBuilt() {
  const missing = PARTS.filter((part) => changedAt(part.output) < Math.max(...part.sources.map(changedAt))).map(
    ({ name }) => name,
  );
  if (missing.length > 0) {
    const { status } = spawnSync(process.execPath, ['scripts/build.mjs', ...missing], { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
  }
}

/**
 * When a file, or the newest file of a folder, was changed; 0 when it is missing.
 *
 * @param {string} path
 * @returns {number}
 */
function changedAt(path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(join(root, path)).map((name) => changedAt(join(path, name))));
}
