import type { Seals } from './signed-token';

const LIFE_MS = 24 * 3600 * 1000;

/**
 * What a download address gives: the content with a digest (MD5 in base64), under the name that a browser saves it by.
 */
export interface Download {
  content: string;
  name: string;
}

/**
 * The path of a download address. It authorizes itself for a day, because W&B's clients fetch artifacts without a
 * credential.
 */
export function downloadPath(seals: Seals, { content, name }: Download): string {
  return `/downloads/${seals.seal('download', [content, name], LIFE_MS).text}`;
}

/**
 * Reads the last segment of a download address.
 *
 * @throws Refusal 403 when the server has not made it, or it has expired.
 */
export function readDownload(seals: Seals, text: string): Download {
  const [content, name] = seals.unsealAddress('download', text, 'ask for the directUrl of the file again') as [
    string,
    string,
  ];
  return { content, name };
}
