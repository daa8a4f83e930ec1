/** Audio files by how they begin. Labels are not asked: servers and pages often have none, or a wrong one. */
const SIGNATURES: [extension: string, type: string, begin: RegExp][] = [
  ['wav', 'audio/wav', /^(RIFF|RF64)[^]{4}WAVE/],
  ['ogg', 'audio/ogg', /^OggS/],
  ['flac', 'audio/flac', /^fLaC/],
  ['webm', 'audio/webm', /^\x1aE\xdf\xa3/],
  ['m4a', 'audio/mp4', /^[^]{4}ftyp/],
  // Frames of no layer are AAC, those of the first three MPEG audio.
  ['aac', 'audio/aac', /^\xff[\xf0\xf1\xf8\xf9]/],
  ['mp3', 'audio/mpeg', /^(ID3|\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff])/],
];

const HEAD_BYTES = 16;

/** What an audio file is by its first bytes; undefined when browsers do not play it. */
export async function audioTypeOf(file: Blob): Promise<{ extension: string; type: string } | undefined> {
  const text = String.fromCharCode(...new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  const found = SIGNATURES.find(([, , begin]) => begin.test(text));
  return found && { extension: found[0], type: found[1] };
}
