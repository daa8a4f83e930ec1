/** What browsers show, by how it begins. Labels are not asked: servers and pages often have none, or a wrong one. */
const SIGNATURES: [type: string, RegExp][] = [
  ['png', /^\x89PNG/],
  ['jpeg', /^\xff\xd8\xff/],
  ['gif', /^GIF8/],
  ['webp', /^RIFF[^]{4}WEBP/],
  ['bmp', /^BM/],
  ['avif', /^[^]{4}ftypavi[fs]/],
  // After a byte-order mark, an XML declaration or a comment.
  ['svg+xml', /^(\xef\xbb\xbf)?\s*(<[?!][^]*)?<svg[\s>]/],
];

/** An SVG may begin with comments. */
const HEAD_BYTES = 1024;

/** The subtype of `image/` that a file is by its first bytes; undefined when not every browser shows it. */
export async function imageTypeOf(file: Blob): Promise<string | undefined> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const text = String.fromCharCode(...head);
  return SIGNATURES.find(([, begin]) => begin.test(text))?.[0];
}
