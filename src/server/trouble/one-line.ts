/**
 * Text for a log on one line. What strangers choose, an address above all, may stand in it: nothing of that must begin
 * a line of its own, nor an order to the terminal that shows it.
 */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ');
}
