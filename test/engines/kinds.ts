import { expect } from '@playwright/test';
import { parseRow, type Row } from '../../src/wire/index';
import type { Spoor } from '../browser/media/logged';
import { decodePng } from '../support/pictures/stored';
import type { Site } from './site';
import type { Capabilities } from './suite';

/** What is stored of the one row that has all kinds. */
interface Stored {
  row: Row;
  /** The file of a value, or of a part of one. */
  file: (value: unknown) => Promise<Buffer>;
}

const WATER = [
  'ATOM      1  O   HOH A   1       0.000   0.000   0.000  1.00  0.00           O',
  'ATOM      2  H1  HOH A   1       0.960   0.000   0.000  1.00  0.00           H',
  'END\n',
].join('\n');

/** How the file of a table begins; the types of its columns come after. */
const ROWS = '{"columns":["id","label","loss"],"data":[[9007199254740993,"épreuve",NaN],[2,null,0.5]],"column_types":';

/** 16 bits a sample, one channel, 8000 samples a second: -32768, 7, 32767. */
const WAV = '524946462a00000057415645666d74201000000001000100401f0000803e000002001000646174610600000000800700ff7f';

const CHECKS: { [capability: string]: (stored: Stored) => Promise<void> } = {
  '`Audio`': async ({ row, file }) => expect((await file(row['audio'])).toString('hex')).toBe(WAV),
  '`Table`': async ({ row, file }) => expect(String(await file(row['table'])).slice(0, ROWS.length)).toBe(ROWS),
  '`plot`': async ({ row, file }) => expect(String(await file(row['line_table'])).slice(0, ROWS.length)).toBe(ROWS),
  '`Html`': async ({ row, file }) => expect(String(await file(row['html']))).toBe('<h1>Épreuve</h1>'),
  '`Markdown`': async ({ row, file }) => expect(String(await file(row['markdown']))).toBe('# Épreuve'),
  '`Object3D`': async ({ row, file }) => expect(String(await file(row['scan']))).toBe('[[0,0,0],[1,0.5,-2]]'),
  '`Molecule`': async ({ row, file }) => expect(String(await file(row['water']))).toBe(WATER),
  '`Plotly`': async ({ row, file }) =>
    expect(JSON.parse(String(await file(row['figure'])))).toEqual({
      data: [{ type: 'scatter', y: [1, null, 0.5] }],
      layout: {},
    }),
  '`Image` with boxes and masks': async ({ row, file }) => {
    const { boxes, masks } = row['image'] as unknown as { boxes: { all: object }; masks: { all: object } };
    expect(String(await file(boxes.all))).toBe(
      '{"box_data":[{"position":{"minX":0,"maxX":0.5,"minY":0,"maxY":1},"class_id":1}],"class_labels":{"1":"car"}}',
    );
    const { width, height, rgba } = decodePng(await file(masks.all));
    expect([width, height, Array.from(rgba).filter((_value, at) => at % 4 === 0)]).toEqual([2, 2, [0, 1, 255, 7]]);
  },
};

const STORED = new WeakMap<Site, Promise<Stored>>();

/** Every kind of `spoor/media`: one page logs all, and each is looked at by itself. */
export const KINDS: Capabilities = Object.fromEntries(
  Object.entries(CHECKS).map(([capability, check]) => [
    capability,
    async (site: Site) => {
      const stored = STORED.get(site) ?? logAll(site);
      STORED.set(site, stored);
      await check(await stored);
    },
  ]),
);

async function logAll(site: Site): Promise<Stored> {
  const { page, id } = await site.openRun();
  const dropped = await page.evaluate(async (water) => {
    await new Promise((resolve, reject) => {
      const script = document.createElement('script');
      Object.assign(script, { src: '/sdk/spoor.media.iife.js', onload: resolve, onerror: reject });
      document.head.append(script);
    });
    const { Audio, Html, Image, Markdown, Molecule, Object3D, Plotly, plot, Table } = window.spoor as unknown as Spoor;
    const table = new Table({
      columns: ['id', 'label', 'loss'],
      data: [
        [2n ** 53n + 1n, 'épreuve', NaN],
        [2, null, 0.5],
      ],
    });
    const box = { position: { minX: 0, maxX: 0.5, minY: 0, maxY: 1 }, classId: 1 };
    window.run.log({
      audio: new Audio(Int16Array.of(-32768, 7, 32767), { sampleRate: 8000 }),
      table,
      line: plot.line(table, 'id', 'loss'),
      html: new Html('<h1>Épreuve</h1>'),
      markdown: new Markdown('# Épreuve'),
      scan: new Object3D(Float32Array.of(0, 0, 0, 1, 0.5, -2)),
      water: new Molecule(water),
      figure: new Plotly({ data: [{ type: 'scatter', y: Float64Array.of(1, NaN, 0.5) }] }),
      image: new Image(new ImageData(2, 2), {
        boxes: { all: { boxData: [box], classLabels: { 1: 'car' } } },
        masks: { all: { mask: Uint8Array.of(0, 1, 255, 7) } },
      }),
    });
    await window.run.synced();
    return window.run.status().dropped;
  }, WATER);
  expect(dropped).toEqual({});
  const row = parseRow(site.stage.stored(id)!.lines[0]!.text);
  return { row, file: async (value) => Buffer.from(await site.stage.file(id, (value as { path: string }).path)) };
}
