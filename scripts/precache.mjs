// A Vite plugin for the demo: tells its service worker which files to keep.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeDigits } from './digits.mjs';

const WORKER = 'service-worker.js';
const PLACE = '__PRECACHE__';

/** Puts the list of all files into the built service worker, in place of the name `__PRECACHE__`. */
export function precache() {
  return {
    name: 'demo-precache',
    writeBundle({ dir: folder }) {
      // They are not part of the bundle, but of the page.
      placeDigits();
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll('\\', '/'),
        )
        .filter((file) => file !== WORKER)
        .sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
      const list = {
        version: hash.digest('hex').slice(0, 16),
        // The page under the address that people open.
        files: files.map((file) => (file === 'index.html' ? './' : file)),
      };
      const code = readFileSync(join(folder, WORKER), 'utf8');
      if (!code.includes(PLACE)) this.error(`${WORKER} has no ${PLACE} to put the list of files into.`);
      writeFileSync(join(folder, WORKER), code.replace(PLACE, JSON.stringify(list)));
    },
  };
}
