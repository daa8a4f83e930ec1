import { Html } from 'spoor/media';
import { differentBytes, fileOf, type Exhibit } from './exhibit';
import type { Lesson } from './lesson';

/** How many of each digit are read right. */
function report({ step, test, guesses }: Lesson): string {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const own = guesses.filter((_guess, at) => test.labels[at] === digit);
    const right = own.filter((guess) => guess === digit).length;
    return `<tr><td>${digit}<td>${right} of ${own.length}</tr>`;
  });
  return `<style>td { padding: 0 1em; text-align: right } th { color: #2f5bd7 }</style>
<h1>Epoch ${step}</h1>
<table><tr><th>digit<th>read right</tr>${rows.join('')}</table>`;
}

export const html: Exhibit = {
  kind: 'Html',
  what: 'a report with its own styles',
  key: 'report',
  shown: { tab: 'media', selector: 'iframe' },
  make: (lesson) => new Html(report(lesson)),
  difference: async (stored, lesson) => differentBytes(await fileOf(stored), new Blob([report(lesson)])),
};
