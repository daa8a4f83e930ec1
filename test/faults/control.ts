import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin, type UserConfig } from 'vite';
import configOf from '../../vite.config';

const CHECK = 'const { isStopped } = await this.backend.send(run.identity!, run.record.id, delivery);';
const NO_CHECK = CHECK.replace(';', '.catch(() => ({ isStopped: false }));');

/**
 * The script-tag file of a Spoor that sends rows and crosses them off whatever the server says, if it says anything:
 * what the harness must find fault with, or it proves nothing.
 */
export async function buildCareless(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'spoor-careless-'));
  try {
    const config = (configOf as unknown as (env: { mode: string; command: string }) => UserConfig)({
      mode: 'iife',
      command: 'build',
    });
    await build({
      ...config,
      configFile: false,
      plugins: [...(config.plugins ?? []), careless()],
      build: { ...config.build, outDir },
    });
    return readFileSync(join(outDir, 'spoor.iife.js'), 'utf8');
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

function careless(): Plugin {
  const sender = resolve('src/outbox/deliverables/channel.ts');
  let isFound = false;
  return {
    name: 'careless',
    enforce: 'pre',
    transform(code, id) {
      if (id !== sender) return null;
      isFound = true;
      if (code.split(CHECK).length !== 2)
        throw new Error('The control no longer finds where an answer is checked; see test/faults/control.ts.');
      return code.replace(CHECK, NO_CHECK);
    },
    buildEnd(error) {
      if (!error && !isFound)
        throw new Error('The control no longer finds the file that sends; see test/faults/control.ts.');
    },
  };
}
