import { differentJson, type Exhibit } from './exhibit';
import { countRight, type Lesson } from './lesson';

const share = (lesson: Lesson) => countRight(lesson) / lesson.test.count;

export const number: Exhibit = {
  kind: 'number',
  what: 'the share of digits that are read right',
  key: 'accuracy',
  shown: { tab: 'charts', selector: 'canvas' },
  make: share,
  difference: ({ value }, lesson) => differentJson(value, share(lesson)),
};
