import { expect, it } from 'vitest';
import { readLayer } from '../../../../../src/dashboard/media/image/use-layers';

const path = { entity: 'e', project: 'p', run: 'r' };
const overlay = { kind: 'boxes', name: 'predictions', path: 'b.json' } as const;
const read = (text: string) =>
  readLayer({ content: async () => new Blob([text]) }, path, overlay, new AbortController().signal);

it('reads boxes and the classes that are in them', async () => {
  const box = '{"position":{"minX":0,"maxX":1,"minY":0,"maxY":1},"class_id":3}';
  expect(await read(`{"box_data":[${box},${box}],"class_labels":{"3":"car"}}`)).toMatchObject({
    overlay,
    classes: [3],
    boxes: [{ classId: 3 }, {}],
    labels: new Map([[3, 'car']]),
  });
});

it('says of a file that is something else that it cannot be read', async () => {
  expect(await read('<html>')).toEqual({ overlay, labels: new Map(), classes: [], fault: 'its file cannot be read' });
});
