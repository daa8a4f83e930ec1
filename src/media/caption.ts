import type { OptionRule } from '../values/index';

export const CAPTION: OptionRule = {
  what: 'a string or a number',
  is: (value) => value === null || /^(string|number)$/.test(typeof value),
};

/** A caption as it is stored. */
export function captionOf(caption: string | number | null | undefined): string | undefined {
  return caption === undefined || caption === null ? undefined : String(caption);
}
