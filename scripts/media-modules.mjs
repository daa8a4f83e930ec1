// Modules of media beside the core, and how each gets the encoders that run in its worker.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @param {string} path */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * By the name under which they are imported, `spoor/<name>`.
 * @type {Record<string, { entry: string, worker: string, serve: string }>}
 */
export const MEDIA_MODULES = {
  media: {
    entry: at('src/media/index.ts'),
    worker: at('src/media/worker/worker.ts'),
    serve: at('src/media/worker/serve.ts'),
  },
  video: {
    entry: at('src/media/video/index.ts'),
    worker: at('src/media/video/worker/worker.ts'),
    serve: at('src/media/video/worker/serve.ts'),
  },
};

/**
 * Gives a module of media its encoders under the name `virtual:<module>-encoders`: as `source`, to start a worker
 * from, and as `start`, to run them in the page. Files that pages load as they are (`loadable`) hold the built worker
 * once, as a function that serves whatever `self` it is called with. The build for bundlers, which may rewrite
 * functions, keeps its text apart, and loads the encoders only when a page has to run them.
 *
 * @param {'es' | 'loadable'} format
 * @returns {import('vite').Plugin}
 */
export function encoders(format) {
  return {
    name: 'spoor-encoders',
    resolveId: (name) => (/^virtual:\w+-encoders$/.test(name) ? `\0${name}` : null),
    load(id) {
      const [, name] = /^\0virtual:(\w+)-encoders$/.exec(id) ?? [];
      if (name === undefined) return null;
      const code = readFileSync(at(`dist/${name}-worker.js`), 'utf8').trim();
      if (format === 'loadable')
        return `function program(self) { ${code} }
          export const source = '(' + program + ')(self)';
          export const start = async (scope) => program(scope);`;
      return `export const source = ${JSON.stringify(code)};
        export const start = async (scope) => (await import(${JSON.stringify(MEDIA_MODULES[name].serve)})).serve(scope);`;
    },
  };
}
