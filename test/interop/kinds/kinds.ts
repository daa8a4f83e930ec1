import { documents } from './document';
import { images } from './image';
import type { Kind } from './kind';
import { objects } from './object';
import { plots } from './plot';
import { soundsAndFilms } from './sound-and-film';
import { tables } from './table';

/** Media, tables and plots, by tabs. */
export const KINDS: readonly Kind[] = [
  ...images,
  ...soundsAndFilms,
  ...documents,
  ...objects,
  ...tables,
  ...plots,
].sort((one, other) => one.tab.localeCompare(other.tab));
