import { useEffect, useState } from 'preact/hooks';
import { useSource } from '../source/context';
import type { RunPath } from '../source/source';
import { useHref } from '../source/use-href';
import { isPlaylist, PLAYLIST_HEAD } from './playlist';

export interface Playable {
  /** Undefined as long as an element must not have it: nobody knows yet whether it is a playlist, or it is one. */
  href: string | undefined;
  /** It is a playlist, which is not played here. */
  isList: boolean;
}

/**
 * The address of a sound or a clip, for an element that plays it. No element has it before it is known that nothing
 * else would be fetched for it: see {@link isPlaylist}.
 *
 * @param name undefined where there is no file: then nothing is asked.
 * @param attempt another one asks anew for a file that was not there before.
 * @param isWanted nothing of the file is fetched before it is.
 */
export function usePlayable(path: RunPath, name: string | undefined, attempt: number, isWanted = true): Playable {
  const source = useSource();
  const key = `${name} ${attempt}`;
  const href = useHref(key, (from) => (name === undefined ? '' : from.file(path, name, attempt)));
  const [found, setFound] = useState<{ key: string; isList: boolean }>();
  const known = found?.key === key ? found : null;
  useEffect(() => {
    if (name === undefined || !isWanted || known) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const check = async () => {
      const options = { most: PLAYLIST_HEAD, first: PLAYLIST_HEAD, attempt, signal };
      const head = await source.content(path, name, options).catch(() => null);
      const isList = head !== null && (await isPlaylist(head));
      if (!signal.aborted) setFound({ key, isList });
    };
    void check();
    return () => controller.abort();
  }, [source, key, isWanted, known]);
  return { href: known?.isList === false ? href : undefined, isList: known?.isList === true };
}
