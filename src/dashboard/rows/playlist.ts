/** So many bytes tell whether a file is one. */
export const PLAYLIST_HEAD = 64;

/**
 * Whether a file is a playlist (HLS), which browsers know by its content whatever it is called: to play it they would
 * fetch the files that it names, from wherever these are.
 */
export async function isPlaylist(file: Blob): Promise<boolean> {
  return /^\s*#EXTM3U/.test(await file.slice(0, PLAYLIST_HEAD).text());
}
