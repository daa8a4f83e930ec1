import { oneLine } from './one-line';

const MAX_REPORTED = 500;
const MAX_LENGTH = 500;

/**
 * Reports each line once: what a client asks for and the server does not know is worth a line in the log, not one for
 * each request. The lines quote strangers, so they are few, short, and one line each.
 */
export function reportOnce(report: (line: string) => void): (line: string) => void {
  const reported = new Set<string>();
  return (line) => {
    const text = oneLine(line).slice(0, MAX_LENGTH);
    if (reported.has(text) || reported.size >= MAX_REPORTED) return;
    reported.add(text);
    report(text);
  };
}
