/** The `_type` of each kind of `spoor/media`: a word that its encoder writes, and that the core has no use for. */
export const MEDIA_WORDS = [
  'audio-file',
  'graph-file',
  'html-file',
  'markdown-file',
  'molecule-file',
  'object3D-file',
  'plotly-file',
  'table-file',
];

/** Of the libraries that write video files. */
export const VIDEO_WORDS = ['V_VP9', 'NETSCAPE2.0'];

export function wordsIn(code: string, words: readonly string[]): string[] {
  return words.filter((word) => code.includes(word));
}
