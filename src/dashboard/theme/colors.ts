import { useEffect, useState } from 'preact/hooks';
import { onThemeChange } from './theme';

/** The colours that canvases need; the style sheets hold their values. */
export interface Colors {
  text: string;
  faint: string;
  line: string;
  accent: string;
  danger: string;
  surface: string;
  runs: string[];
}

export const RUN_COLORS = 10;

function readColors(): Colors {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: color('--text-2'),
    faint: color('--text-3'),
    line: color('--grid'),
    accent: color('--accent'),
    danger: color('--danger'),
    surface: color('--surface'),
    runs: Array.from({ length: RUN_COLORS }, (_, index) => color(`--run-${index}`)),
  };
}

/** The colours of the theme in force. */
export function useColors(): Colors {
  const [colors, setColors] = useState(readColors);
  useEffect(() => onThemeChange(() => setColors(readColors())), []);
  return colors;
}
