import type { Row } from '../../../../src/wire/index';
import { figuresOf } from './figures';
import { labelOf, markdownOf, NAME, ran, svgOf, type Host } from './texts';

/** What a hostile client logs: values by metric, and the files that they name, or that lie beside them. */
export interface HostileValues {
  row: Row;
  files: Record<string, string | Uint8Array<ArrayBuffer>>;
}

/** A gray pixel, of class 1. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

const file = (type: string, path: string, more: Row = {}): Row => ({ _type: `${type}-file`, path, size: 1, ...more });

/** Files of one kind, each a value of its own. */
function valuesOf(type: string, folder: string, files: Record<string, string>, caption: string): HostileValues {
  const named = Object.entries(files).map(([name, text]) => [`media/${folder}/${name}`, text] as const);
  return {
    row: Object.fromEntries(named.map(([path], at) => [`${type} ${at} ${NAME}`, file(type, path, { caption })])),
    files: Object.fromEntries(named),
  };
}

/** As the dashboard asks for a file that says that it is elsewhere. */
const asOurs = (address: string) => address.replace('//', '/');

function images(host: Host): HostileValues {
  const caption = labelOf(host);
  const boxes = {
    box_data: [
      {
        position: { minX: 0, maxX: 1, minY: 0, maxY: 1 },
        class_id: 1,
        box_caption: caption,
        scores: { [NAME]: 0.5, [caption]: 1 },
      },
      { position: { middle: [0.5, 0.5], width: 1, height: 1 }, class_id: 2, domain: NAME },
    ],
    class_labels: { 1: caption, 2: NAME },
  };
  const strange = [`${host}/elsewhere.png`, `javascript:${NAME}`, 'data:text/html,<script>ran=1</script>'];
  return {
    row: {
      [`image ${NAME}`]: file('image', 'media/images/a.png', {
        width: 40,
        height: 40,
        caption,
        boxes: { [NAME]: { _type: 'boxes2D', path: 'media/boxes.json' } },
        masks: { [NAME]: { _type: 'mask', path: 'media/mask.png' } },
      }),
      'image svg': file('image', 'media/images/a.svg', { width: 40, height: 40, caption, format: 'svg' }),
      'image text': file('image', 'media/images/b.png', { width: 40, height: 40, caption }),
      'image elsewhere': { _type: 'images/separated', filenames: strange, captions: [caption, NAME], count: 3 },
    },
    files: {
      'media/images/a.png': PIXEL,
      'media/images/a.svg': svgOf(host),
      'media/images/b.png': svgOf(host),
      'media/boxes.json': JSON.stringify(boxes),
      'media/mask.png': PIXEL,
      ...Object.fromEntries(strange.map((path) => [asOurs(path), PIXEL])),
    },
  };
}

function tables(host: Host): HostileValues {
  const label = labelOf(host);
  const columns = [label, NAME, '__proto__', 'constructor', 'media'];
  const cells = [
    [label, `javascript:${ran(host)}`, NAME, { [NAME]: label }, { _type: 'image-file', path: 'media/images/a.png' }],
    [`${host}/cell`, label, 1, [NAME], { _type: 'html-file', path: `${host}/elsewhere.png` }],
    ['', '', '', '', { _type: 'video-file', path: 'media/cells/a.mp4' }],
    ['', '', '', '', { _type: 'audio-file', path: 'media/cells/b.mp3' }],
  ];
  return {
    row: { [`table ${NAME}`]: file('table', 'media/table/a.table.json', { ncols: 5, nrows: 4 }) },
    files: {
      'media/table/a.table.json': JSON.stringify({ columns, data: cells, column_types: { wb_type: NAME } }),
      'media/cells/a.mp4': playlist(host),
      'media/cells/b.mp3': playlist(host),
    },
  };
}

/** A tenth of a second of silence. */
function wav(): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(44 + 1600);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + 1600, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  for (const [at, value] of [1, 1].entries()) bytes.writeUInt16LE(value, 20 + 2 * at);
  for (const [at, value] of [8000, 16_000].entries()) bytes.writeUInt32LE(value, 24 + 4 * at);
  for (const [at, value] of [2, 16].entries()) bytes.writeUInt16LE(value, 32 + 2 * at);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(1600, 40);
  return new Uint8Array(bytes);
}

function sounds(host: Host): HostileValues {
  const caption = labelOf(host);
  const { row, files } = valuesOf(
    'audio',
    'audio',
    { 'a.wav': '', 'b.wav': svgOf(host), 'c.mp3': playlist(host) },
    caption,
  );
  const list = { _type: 'audio', audio: [{ path: 'media/audio/a.wav' }], captions: [caption], sampleRates: [NAME] };
  return { row: { ...row, [`sounds ${NAME}`]: list }, files: { ...files, 'media/audio/a.wav': wav() } };
}

/** A stream whose parts lie elsewhere. */
const playlist = (host: Host) =>
  `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${host}/part.ts\n#EXT-X-KEY:METHOD=AES-128,URI="${host}/key"\n#EXTINF:1,\n${host}/part2.ts\n#EXT-X-ENDLIST\n`;

const clips = (host: Host) =>
  valuesOf(
    'video',
    'videos',
    { 'a.webm': svgOf(host), 'b.gif': svgOf(host), 'c.mp4': playlist(host), 'd.m3u8': playlist(host), 'e.html': NAME },
    labelOf(host),
  );

function gltf(host: Host, buffer: string): string {
  return JSON.stringify({
    asset: { version: '2.0', generator: NAME },
    extensionsUsed: [NAME],
    scenes: [{ nodes: [0], name: NAME }],
    nodes: [{ mesh: 0, name: labelOf(host) }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, material: 0 }] }],
    materials: [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } }, emissiveTexture: { index: 1 } }],
    textures: [{ source: 0 }, { source: 1 }],
    images: [{ uri: `${host}/texture.png` }, { uri: `javascript:${ran(host)}` }],
    accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] }],
    bufferViews: [{ buffer: 0, byteLength: 36 }],
    buffers: [{ byteLength: 36, uri: buffer }],
  });
}

function objects(host: Host): HostileValues {
  const label = labelOf(host);
  const triangle = Buffer.from(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0).buffer).toString('base64');
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [bits & 1, (bits >> 1) & 1, bits >> 2]);
  const scene = {
    type: 'lidar/beta',
    points: [[0, 0, 0]],
    boxes: [{ corners, label, color: [NAME] }],
    vectors: [NAME],
  };
  const { row, files } = valuesOf(
    'object3D',
    'object3D',
    {
      'a.gltf': gltf(host, `${host}/buffer.bin`),
      'b.gltf': gltf(host, `data:application/octet-stream;base64,${triangle}`),
      'c.gltf': gltf(host, `javascript:${ran(host)}`),
      'd.obj': `mtllib ${host}/a.mtl\no ${NAME}\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl ${NAME}\nf 1 2 3\nmap_Kd ${host}/k.png\n`,
      'e.stl': `solid ${NAME}\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid ${NAME}\n`,
      'f.pts.json': JSON.stringify(scene),
      'g.babylon': JSON.stringify({ meshes: [{ name: NAME }], producer: { file: `${host}/b.babylon` } }),
    },
    label,
  );
  const list = { _type: 'object3D', filenames: ['f.pts.json', 'd.obj'], count: 2, captions: [label] };
  return { row: { ...row, [`objects ${NAME}`]: list }, files };
}

const molecules = (host: Host) =>
  valuesOf(
    'molecule',
    'molecule',
    {
      'a.pdb': `TITLE     ${NAME}\nREMARK    ${host}/remark\nHETATM    1  O   HOH A   1       0.000   0.000   0.000  1.00  0.00           O\nHETATM    2  <i> <b> A   1       0.957   0.000   0.000  1.00  0.00           H\nEND\n`,
      'b.sdf': `${NAME}\n  ${host}\n\n  1  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 O   0  0\nM  END\n> <${NAME}>\n${labelOf(host)}\n\n$$$$\n`,
      'c.mol2': `@<TRIPOS>MOLECULE\n${NAME}\n1 0\nSMALL\nNO_CHARGES\n\n@<TRIPOS>ATOM\n1 O 0.0 0.0 0.0 O.3 1 ${NAME} 0.0\n`,
      'd.html': `<script>${ran(host)}</script>`,
      'e.mmtf': NAME,
    },
    labelOf(host),
  );

function markdown(host: Host): HostileValues {
  const texts = Object.fromEntries(markdownOf(host).map((text, at) => [`media/markdown/${at}.md`, text]));
  const list = Object.keys(texts).map((path) => file('markdown', path, { caption: labelOf(host) }));
  return { row: { [`markdown ${NAME}`]: { _type: 'markdown', count: list.length, markdown: list } }, files: texts };
}

function figures(host: Host): HostileValues {
  const texts = Object.fromEntries(figuresOf(host).map((text, at) => [`media/plotly/${at}.plotly.json`, text]));
  return {
    row: Object.fromEntries(Object.keys(texts).map((path, at) => [`figure ${at}`, file('plotly', path)])),
    files: texts,
  };
}

/** Numbers, texts and whatever stands in the row itself. */
function plain(host: Host): HostileValues {
  const label = labelOf(host);
  return {
    row: {
      [NAME]: 1,
      [`number ${label.slice(0, 300)}`]: NaN,
      [`text ${NAME}`]: label,
      [`boolean ${NAME}`]: true,
      [`list ${NAME}`]: [label, NAME, { [NAME]: label }],
      [`nested ${NAME}`]: { [NAME]: { [NAME]: 2 } },
      [`unknown ${NAME}`]: { _type: NAME, path: `${host}/unknown`, html: label },
      [`histogram ${NAME}`]: { _type: 'histogram', values: [1, 2], bins: [0, 1, 2] },
      'histogram of texts': { _type: 'histogram', values: [label, NAME], bins: [NAME, label, 3] } as Row,
    },
    files: {},
  };
}

/** All kinds together, but for documents and plots. */
export function hostileValues(host: Host): HostileValues {
  const parts = [plain, images, tables, sounds, clips, objects, molecules, markdown, figures].map((make) => make(host));
  return {
    row: Object.assign({}, ...parts.map(({ row }) => row)) as Row,
    files: Object.assign({}, ...parts.map(({ files }) => files)) as HostileValues['files'],
  };
}
