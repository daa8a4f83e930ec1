import { differentJson, type Exhibit } from './exhibit';
import { countRight, type Lesson } from './lesson';

interface Mistake {
  digit: number;
  guess: number;
  count: number;
}

/** Which digits are taken for which others, the most frequent first. */
export function mistakes({ test, guesses }: Lesson): Mistake[] {
  const counts = new Map<string, Mistake>();
  for (const [at, guess] of guesses.entries()) {
    const digit = test.labels[at]!;
    if (digit === guess) continue;
    const found = counts.get(`${digit} ${guess}`) ?? { digit, guess, count: 0 };
    counts.set(`${digit} ${guess}`, { ...found, count: found.count + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
}

function sentence(lesson: Lesson): string {
  const [worst] = mistakes(lesson);
  return `After epoch ${lesson.step}, ${countRight(lesson)} of ${lesson.test.count} digits are read right.
Most often a ${worst?.digit} is taken for a ${worst?.guess}: ${worst?.count} times.`;
}

export const text: Exhibit = {
  kind: 'string',
  what: 'two sentences',
  key: 'remark',
  shown: { tab: 'text', selector: '.text-value' },
  make: sentence,
  difference: ({ value }, lesson) => differentJson(value, sentence(lesson)),
};
