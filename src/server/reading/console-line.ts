/** A line of a run's console. */
export interface ConsoleLine {
  text: string;
  /** UTC without a zone letter, as W&B's clients write it; null when the line has none. */
  timestamp: string | null;
  level: 'error' | null;
}

const PLAIN = /^(ERROR )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?) (.*)$/s;

/**
 * A line of W&B's clients is `[ERROR ]time text` (structured lines are a feature that this server does not offer); of
 * others, any text.
 */
export function readConsoleLine(line: string): ConsoleLine {
  const [, error, timestamp, text] = PLAIN.exec(line) ?? [];
  if (timestamp === undefined || text === undefined) return { text: line, timestamp: null, level: null };
  return { text, timestamp, level: error ? 'error' : null };
}
