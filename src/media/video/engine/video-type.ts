/** What W&B's readers and most browsers show, by how it begins. Labels are not asked: pages often have a wrong one. */
const SIGNATURES: [type: string, RegExp][] = [
  ['gif', /^GIF8[79]a/],
  ['ogg', /^OggS/],
  // The header of EBML with its document type; Matroska's other files are not for browsers.
  ['webm', /^\x1aE\xdf\xa3[^]{0,64}webm/],
  // Pictures and sounds come in the same box.
  ['mp4', /^[^]{4}ftyp(?!avi[fs]|hei|mif|msf|M4A|M4B|jxl)/],
];

const HEAD_BYTES = 128;

/** What a file of a video is by its first bytes; undefined when it is none of what can be shown. */
export async function videoTypeOf(file: Blob): Promise<string | undefined> {
  const text = String.fromCharCode(...new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  return SIGNATURES.find(([, begin]) => begin.test(text))?.[0];
}
