import { Markdown } from 'spoor/media';
import { differentBytes, type Exhibit } from './exhibit';

const notes = (step: number) => `## Epoch ${step}

- the loss fell **again**
- learning rate: \`${10 ** -step}\`

| digit | mistaken for |
| ----- | ------------ |
| 4     | 9            |
| 7     | 1            |
`;

export const markdown: Exhibit = {
  kind: 'Markdown',
  what: 'notes with a table',
  key: 'notes',
  shown: { tab: 'media', selector: 'table' },
  make: (step) => new Markdown(notes(step)),
  difference: async ({ json, file }, step) => differentBytes(await file(json['path']), new Blob([notes(step)])),
};
