import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { encoders, MEDIA_MODULES } from './scripts/media-modules.mjs';
import { minifiedAgain } from './scripts/minified-again.mjs';
import { precache } from './scripts/precache.mjs';
import { usedParts } from './scripts/used-parts.mjs';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };
const at = (path: string) => resolve(import.meta.dirname, path);

/**
 * Gives `thread/spawn` the engine under the name `virtual:engine`, as `source` (to start a worker from) and as `start`
 * (to run the engine in the page). The script-tag build has no second file to load, so there one program serves both
 * threads: it is a function, and the worker starts from the function's own text, with a scope to serve. The module
 * build keeps the text apart, because the bundler of whoever uses it may rewrite functions, and loads `engine.js` only
 * when a page has to run it.
 */
function engine(format: 'es' | 'iife'): Plugin {
  const id = '\0virtual:engine';
  const entry = JSON.stringify(at('src/engine/serve.ts'));
  return {
    name: 'spoor-engine',
    resolveId: (name) => (name === 'virtual:engine' ? id : null),
    load(name) {
      if (name !== id) return null;
      if (format === 'iife') {
        return `import { serve } from ${entry};
          export const source = '(' + program + ')({}, self)';
          export const start = async (scope) => serve(scope);
          if (scope) serve(scope);`;
      }
      const code = readFileSync(at('dist/worker.js'), 'utf8').trim();
      return `export const source = ${JSON.stringify(code)};
        export const start = async (scope) => (await import(${entry})).serve(scope);`;
    },
  };
}

/**
 * Gives the function around the script-tag build a name, by which it knows its own text, and a second parameter: see
 * `engine`.
 */
function program(): Plugin {
  return {
    name: 'spoor-program',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const named = chunk.code.replace(
          /^var spoor=(\(?)function\((\w+)\)\{/,
          'var spoor=$1function program($2,scope){',
        );
        if (named === chunk.code)
          throw new Error('The bundler wraps the script-tag build in another way than expected.');
        chunk.code = named;
      }
    },
  };
}

/**
 * The same program as one ES module, for import maps and plain imports: everything is inside, the worker too. It is not
 * for bundlers: it starts the worker from its own text, which they may rewrite.
 */
function oneModule(): Plugin {
  return {
    name: 'spoor-one-module',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const source = `${chunk.code.trim()}export const{${chunk.exports.join(',')}}=spoor;\n`;
        this.emitFile({ type: 'asset', fileName: 'spoor.esm.js', source });
      }
    },
  };
}

const target = 'es2022';
const shared = { target, emptyOutDir: false, sourcemap: false } as const;
// Files that a page loads as they are. A constant becomes its value, also where it is used more than once: gzip sees a
// repetition, and the name is gone.
const loadable = {
  ...shared,
  outDir: 'dist',
  rolldownOptions: { optimization: { inlineConst: { mode: 'all' } }, output: { generatedCode: { symbols: false } } },
} as const;

/** The worker of a module of media, and the module as pages load it: by a script tag, and by an import map. */
function mediaModule(name: string, { entry, worker }: { entry: string; worker: string }): Record<string, UserConfig> {
  const { rolldownOptions } = loadable;
  return {
    [`${name}-worker`]: {
      plugins: [minifiedAgain(target), usedParts()],
      build: {
        ...loadable,
        lib: {
          entry: worker,
          formats: ['iife'],
          name: `spoor${name.replace(/^./, (first) => first.toUpperCase())}Worker`,
          fileName: () => `${name}-worker.js`,
        },
      },
    },
    [`${name}-iife`]: {
      plugins: [encoders('loadable'), minifiedAgain(target), usedParts()],
      build: {
        ...loadable,
        lib: { entry, formats: ['iife'], name: 'spoor', fileName: () => `spoor.${name}.iife.js` },
        rolldownOptions: { ...rolldownOptions, output: { ...rolldownOptions.output, extend: true } },
      },
    },
    [`${name}-esm`]: {
      plugins: [encoders('loadable'), usedParts()],
      build: {
        ...shared,
        outDir: 'dist',
        lib: { entry, formats: ['es'], fileName: () => `spoor.${name}.esm.js` },
      },
    },
  };
}

const builds: Record<string, UserConfig> = {
  worker: {
    plugins: [minifiedAgain(target), usedParts()],
    build: {
      ...loadable,
      lib: { entry: at('src/engine/worker.ts'), formats: ['iife'], name: 'spoorWorker', fileName: () => 'worker.js' },
    },
  },
  es: {
    plugins: [engine('es'), encoders('es')],
    build: {
      ...shared,
      outDir: 'dist',
      minify: false,
      lib: {
        entry: {
          spoor: at('src/index.ts'),
          tfjs: at('src/tfjs/index.ts'),
          ...Object.fromEntries(Object.entries(MEDIA_MODULES).map(([name, { entry }]) => [name, entry])),
          'service-worker': at('src/service-worker/index.ts'),
        },
        formats: ['es'],
      },
      rolldownOptions: {
        external: ['comlink', 'idb', 'ky'],
        output: { chunkFileNames: '[name].js', entryFileNames: '[name].js' },
      },
    },
  },
  iife: {
    plugins: [engine('iife'), program(), minifiedAgain(target), usedParts(), oneModule()],
    build: {
      ...loadable,
      lib: { entry: at('src/index.ts'), formats: ['iife'], name: 'spoor', fileName: () => 'spoor.iife.js' },
    },
  },
  // A file of its own, for pages that train: it adds to the global `spoor` of the script tag.
  'tfjs-iife': {
    build: {
      ...loadable,
      lib: { entry: at('src/tfjs/index.ts'), formats: ['iife'], name: 'spoor', fileName: () => 'spoor.tfjs.iife.js' },
      rolldownOptions: { ...loadable.rolldownOptions, output: { ...loadable.rolldownOptions.output, extend: true } },
    },
  },
  // Beside `spoor.esm.js`, in the import map of a page.
  'tfjs-esm': {
    build: {
      ...loadable,
      lib: { entry: at('src/tfjs/index.ts'), formats: ['es'], fileName: () => 'spoor.tfjs.esm.js' },
    },
  },
  ...Object.assign({}, ...Object.entries(MEDIA_MODULES).map(([name, files]) => mediaModule(name, files))),
  // For `importScripts`, which takes no modules.
  'service-worker': {
    plugins: [minifiedAgain(target), usedParts()],
    build: {
      ...loadable,
      lib: {
        entry: at('src/service-worker/index.ts'),
        formats: ['iife'],
        name: 'spoor',
        fileName: () => 'service-worker.iife.js',
      },
    },
  },
  server: {
    ssr: { noExternal: true, external: ['libsql'] },
    build: {
      ...shared,
      outDir: 'dist',
      minify: false,
      ssr: true,
      rolldownOptions: {
        input: { server: at('src/server/index.ts'), command: at('src/server/command.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'server-[name].js' },
      },
    },
  },
  dashboard: {
    root: at('src/dashboard'),
    base: '/',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // Plotly alone takes 5,000 kB; it is loaded by whoever looks at a figure.
    build: { target, outDir: at('dist/dashboard'), emptyOutDir: true, chunkSizeWarningLimit: 6000 },
  },
  demo: {
    root: at('demo'),
    base: './',
    publicDir: at('demo/public'),
    plugins: [precache()],
    build: {
      target,
      outDir: at('demo/dist'),
      emptyOutDir: true,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: {
        input: {
          index: at('demo/index.html'),
          gallery: at('demo/gallery.html'),
          'service-worker': at('demo/src/service-worker.ts'),
        },
        // A service worker keeps its address, and reaches the pages beside it and below.
        output: { entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
      },
    },
  },
};

export default defineConfig(({ mode }) => {
  const config = builds[mode];
  if (!config)
    throw new Error(`There is no build "${mode}"; choose one of ${Object.keys(builds).join(', ')} with --mode.`);
  return {
    configFile: false,
    publicDir: false,
    clearScreen: false,
    logLevel: 'warn',
    ...config,
    define: { 'process.env.NODE_ENV': '"production"', __SPOOR_VERSION__: JSON.stringify(version) },
  };
});
