import { Markdown } from 'spoor/media';
import { differentBytes, fileOf, type Exhibit } from './exhibit';
import { countRight, type Lesson } from './lesson';
import { mistakes } from './text';

function notes(lesson: Lesson): string {
  const rows = mistakes(lesson).slice(0, 3);
  return `## Epoch ${lesson.step}

- **${countRight(lesson)}** of ${lesson.test.count} digits are read right
- the loss of the last batch: \`${lesson.losses.at(-1)!.toFixed(4)}\`

| digit | mistaken for | how often |
| ----- | ------------ | --------: |
${rows.map(({ digit, guess, count }) => `| ${digit} | ${guess} | ${count} |`).join('\n')}
`;
}

export const markdown: Exhibit = {
  kind: 'Markdown',
  what: 'notes with a table',
  key: 'notes',
  shown: { tab: 'media', selector: 'table' },
  make: (lesson) => new Markdown(notes(lesson)),
  difference: async (stored, lesson) => differentBytes(await fileOf(stored), new Blob([notes(lesson)])),
};
