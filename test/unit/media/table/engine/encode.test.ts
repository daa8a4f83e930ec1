import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { encodeTable } from '../../../../../src/media/table/engine/encode';

const encode = (names: string[], columns: (Float64Array | (string | null)[])[], rows: number) =>
  encodeTable({
    kind: 'table',
    key: 'val/t',
    step: 3,
    many: false,
    items: [
      {
        names,
        rows,
        columns,
        types: names.map(() => ({ wb_type: 'any' })),
        mode: 'mutable',
        increment: undefined,
        files: FILES,
      },
    ],
  });

/** Of media in cells, made before. */
const FILES = [{ path: 'media/html/a.html', type: 'text/html', bytes: new ArrayBuffer(1) }];

it('writes rows of what came as columns, more than one piece of them, and says what it has written', async () => {
  const numbers = Float64Array.from({ length: 2500 }, (_, i) => i / 4);
  const texts = Array.from({ length: 2500 }, (_, i) => (i % 2 ? null : `"${i}`));
  const { json, files } = await encode(['a"', '__proto__'], [numbers, texts], 2500);
  const bytes = Buffer.from(files[0]!.bytes);
  const written = JSON.parse(String(bytes)) as { columns: string[]; data: unknown[][] };
  expect(written.columns).toEqual(['a"', '__proto__']);
  expect(written.data).toEqual(texts.map((text, i) => [i / 4, text]));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = `media/table/val/t_3_${sha256.slice(0, 20)}.table.json`;
  expect(files).toMatchObject([{ path, type: 'application/json' }, FILES[0]]);
  expect(String(bytes)).toContain(
    '],"column_types":{"wb_type":"typedDict","params":{"type_map":{"a\\"":{"wb_type":"any"},"__proto__":{"wb_type":"any"}}}}}',
  );
  expect(JSON.parse(json)).toEqual({
    _type: 'table-file',
    ncols: 2,
    nrows: 2500,
    log_mode: 'MUTABLE',
    sha256,
    size: bytes.length,
    path,
  });
});

it.each([
  [['x'], [new Float64Array()], 0, '{"columns":["x"],"data":[],'],
  [[], [], 0, '{"columns":[],"data":[],'],
  [['x'], [new Float64Array([-0, NaN])], 2, '{"columns":["x"],"data":[[-0.0],[NaN]],'],
])('writes %j', async (names, columns, rows, text) => {
  const { files } = await encode(names, columns, rows);
  expect(new TextDecoder().decode(files[0]!.bytes).startsWith(text)).toBe(true);
});
