// Takes out of the libraries, in the files that pages load as they are, what Spoor does not use and no bundler can see
// that it does not: 4 kB of the script tag.

/**
 * A cut: what begins with one text and goes on until another, or the end of the file, is left out, or is something else
 * instead.
 * @typedef {{ from: string, until?: string, instead?: string }} Cut
 * @type {{ file: RegExp, why: string, cuts: Cut[] }[]}
 */
const PARTS = [
  {
    file: /[\\/]idb[\\/]build[\\/]index\.js$/,
    why: 'Journal transactions are opened by hand, and nothing is iterated: neither the shortcuts of a database nor the iterators of cursors are needed.',
    cuts: [{ from: 'const readMethods = ', until: '\nexport {' }],
  },
  {
    file: /[\\/]comlink[\\/]dist[\\/]esm[\\/]comlink\.mjs$/,
    why: 'Methods are called, and nothing else is done with the engine at the other end. A worker is ended by hand, so nothing has to notice that nobody holds its engine.',
    cuts: [
      { from: 'const proxyTransferHandler = {', until: '/**\n * Internal transfer handler to handle thrown' },
      { from: '["proxy", proxyTransferHandler],', until: '["throw"' },
      { from: 'if (!isAllowedOrigin', until: 'const { id, type, path }' },
      { from: 'case "SET"', until: 'case "APPLY"' },
      { from: 'case "CONSTRUCT"', until: 'default:' },
      { from: 'if (type === "RELEASE"', until: '})\n            .catch((error)' },
      { from: 'function isMessagePort', until: 'function wrap(' },
      { from: 'function throwIfProxyReleased', until: 'function createProxy' },
      { from: 'let isProxyReleased', until: 'const proxy = new Proxy' },
      { from: 'throwIfProxyReleased(isProxyReleased)', until: 'if (prop === "then")' },
      { from: 'set(_target', until: 'apply(_target' },
      { from: 'throwIfProxyReleased(isProxyReleased)', until: 'const last = ' },
      { from: 'if (last === createEndpoint)', until: '// We just pretend' },
      { from: 'construct(_target', until: '});\n    registerProxy' },
      { from: 'registerProxy(proxy, ep);', until: 'return proxy;' },
    ],
  },
  // What is left of ky is what the type `Asked` of backend/wandb/ask.ts lets through.
  {
    file: /[\\/]ky[\\/]distribution[\\/]index\.js$/,
    why: 'Only `ky(url, options)` is called: not ky.post and the like, no instance with defaults.',
    cuts: [
      {
        from: 'validateAndMerge(defaults, options));\n    for (const method of requestMethods)',
        until: '    return ky;',
        instead: 'options);\n',
      },
    ],
  },
  {
    file: /[\\/]ky[\\/]distribution[\\/]core[\\/]Ky\.js$/,
    why: 'No hooks, no retries, no progress, no JSON, no search parameters, no streams to send, no options of fetch() that a Request has not.',
    cuts: [
      { from: 'for (const hook of ky.#options.hooks.afterResponse)', until: 'if (!response.ok' },
      { from: ', ky.#getNormalizedOptions());\n                for', until: 'throw error;', instead: ');\n' },
      { from: 'if (ky.#options.onDownloadProgress) {', until: 'return response;\n        };' },
      { from: 'ky.#retry(function_)', until: '\n', instead: 'function_()' },
      { from: 'for (const [type, mimeType] of Object.entries(responseTypes))', until: 'return result;' },
      { from: 'static #normalizeSearchParams', until: 'request;' },
      { from: '#retryCount = 0;', until: '// eslint-disable-next-line @typescript-eslint/prefer-readonly' },
      { from: '#cachedNormalizedOptions;', until: '// eslint-disable-next-line complexity' },
      { from: 'hooks: mergeHooks({', until: 'method: ' },
      { from: 'retry: normalizeRetryOptions', until: 'throwHttpErrors:' },
      { from: 'if (this.#options.prefixUrl', until: 'if (supportsAbortController' },
      { from: 'if (supportsRequestStreams) {', until: 'this.request = new globalThis.Request' },
      { from: 'if (hasSearchParameters', until: '}\n    #calculateDelay()' },
      { from: '#calculateDelay()', until: '#cancelBody(body)' },
      { from: '#cancelResponseBody(response) {', until: 'async #fetch()' },
      { from: '// Reset abortController', until: '// Cloning is done here' },
      { from: ', nonRequestOptions', until: ')' },
      { from: 'nonRequestOptions', until: ', this.#abortController', instead: 'undefined' },
      { from: '#getNormalizedOptions() {', instead: '}\n' },
    ],
  },
  {
    file: /[\\/]ky[\\/]distribution[\\/]core[\\/]constants\.js$/,
    why: 'What ky tries out as it is loaded, for streams and for progress, an imitated page may lack (jsdom). `init` tells such a page why nothing is kept there.',
    cuts: [
      {
        from: 'export const supportsRequestStreams',
        until: 'export const supportsAbortController',
        instead: 'export const supportsRequestStreams = false;\n',
      },
      { from: 'new TextEncoder()', until: ';', instead: '0' },
    ],
  },
];

/** @param {string} code @param {Cut} cut @returns {string} */
function without(code, { from, until, instead = '' }) {
  const start = code.indexOf(from);
  const end = until === undefined ? code.length : code.indexOf(until, start + from.length);
  // Another version of the library: look again at what can go.
  if (start < 0 || end < 0) throw new Error(`There is no part from "${from}" until "${until ?? ''}".`);
  return code.slice(0, start) + instead + code.slice(end);
}

/** @returns {import('vite').Plugin} */
export function usedParts() {
  return {
    name: 'spoor-used-parts',
    transform(code, id) {
      const part = PARTS.find(({ file }) => file.test(id));
      if (!part) return null;
      try {
        return { code: part.cuts.reduce(without, code), map: null };
      } catch (error) {
        throw new Error(`${id} is not as expected. What was done to it: ${part.why}`, { cause: error });
      }
    },
  };
}
