import { Html } from 'spoor/media';
import { differentBytes, type Exhibit } from './exhibit';

const report = (step: number) =>
  `<style>td { padding: 0 1em; text-align: right } th { color: #2f5bd7 }</style>
<h1>Epoch ${step}</h1>
<table><tr><th>digit<th>read right</tr>${Array.from(
    { length: 10 },
    (_, digit) => `<tr><td>${digit}<td>${(90 + step + digit / 2).toFixed(1)} %</tr>`,
  ).join('')}</table>`;

export const html: Exhibit = {
  kind: 'Html',
  what: 'a report with its own styles',
  key: 'report',
  shown: { tab: 'media', selector: 'iframe' },
  make: (step) => new Html(report(step)),
  difference: async ({ json, file }, step) => differentBytes(await file(json['path']), new Blob([report(step)])),
};
