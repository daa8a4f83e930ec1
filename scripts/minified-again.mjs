// A Vite plugin for what a page loads as it is.
import { minify as minifyBySwc } from '@swc/core';
import { minify } from 'vite';

/** So often in turn: a third time finds nothing more. */
const ROUNDS = 2;

/**
 * Minifies again: by another minifier, and then once more by vite's own. Each finds what the others leave. Of the
 * script tag that is 2 %.
 *
 * @param {string} target
 * @returns {import('vite').Plugin}
 */
export function minifiedAgain(target) {
  return {
    name: 'spoor-minified-again',
    async generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const compress = { ecma: 2022, passes: 4, keep_fargs: false };
        for (let round = 0; round < ROUNDS; round++) {
          const other = await minifyBySwc(chunk.code, { ecma: 2022, mangle: true, compress });
          const { code } = await minify(chunk.fileName, other.code, {
            compress: { target },
            mangle: { toplevel: false },
          });
          chunk.code = code;
        }
      }
    },
  };
}
