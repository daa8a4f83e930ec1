// Takes out of the libraries, in the files that pages load as they are, what Spoor does not use and no bundler can see that it does not: 1 kB of the script tag.

/** @type {{ file: RegExp, why: string, change: (code: string) => string }[]} */
const PARTS = [
  {
    file: /[\\/]idb[\\/]build[\\/]index\.js$/,
    why: 'Journal transactions are opened by hand, and nothing is iterated: neither the shortcuts of a database nor the iterators of cursors are needed.',
    change: (code) => code.replace(/const readMethods = [^]*(?=\nexport \{)/, ''),
  },
  {
    file: /[\\/]ky[\\/].*[\\/]utils[\\/]body\.js$/,
    why: 'Nobody asks for progress.',
    change: () => 'export const streamRequest = (request) => request; export const streamResponse = (response) => response;',
  },
  {
    file: /[\\/]ky[\\/].*[\\/]core[\\/]constants\.js$/,
    why: 'A text is measured as ky is loaded, by a TextEncoder, which an imitated page may lack (jsdom). `init` tells such a page why nothing is kept there.',
    change: (code) => code.replace(/new TextEncoder\(\)\.encode\('([^']*)'\)\.length/, (_call, text) => String(Buffer.byteLength(text))),
  },
];

/** @returns {import('vite').Plugin} */
export function usedParts() {
  return {
    name: 'spoor-used-parts',
    transform(code, id) {
      const part = PARTS.find(({ file }) => file.test(id));
      if (!part) return null;
      const changed = part.change(code);
      // Another version of the library: look again at what can go.
      if (changed === code) throw new Error(`${id} is not as expected. What was done to it: ${part.why}`);
      return { code: changed, map: null };
    },
  };
}
