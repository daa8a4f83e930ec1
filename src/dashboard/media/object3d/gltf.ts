/** A 1 × 1 pixel, white: what stands for a texture that is not in the file. */
const WHITE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';

const MAGIC = 0x676c5446;
const CHUNK_JSON = 0x4e4f534a;
const CHUNK_BINARY = 0x004e4942;

/** A model of which everything lies in the file: nothing is fetched for it. */
export interface SelfContained {
  json: string;
  buffers: (ArrayBuffer | null)[];
  /** So many textures lie elsewhere and are white. */
  texturesLeft: number;
}

interface Gltf {
  buffers?: unknown;
  images?: unknown;
}

/**
 * Takes a .gltf or .glb file apart. Whatever of it lies elsewhere is not asked for.
 *
 * @throws TypeError with a sentence when its shape lies elsewhere, or when it is another kind of file.
 */
export function takeApart(file: ArrayBuffer): SelfContained {
  const view = new DataView(file);
  const isBinary = view.byteLength > 20 && view.getUint32(0) === MAGIC;
  const [text, binary] = isBinary ? chunksOf(view) : [new TextDecoder().decode(file), null];
  let gltf: Gltf;
  try {
    gltf = JSON.parse(text) as Gltf;
  } catch {
    throw new TypeError('This file is not glTF: it cannot be read as JSON.');
  }
  const buffers = listOf(gltf?.buffers).map(({ uri }, at) => {
    if (uri === undefined) return at === 0 ? binary : null;
    const bytes = bytesOf(uri);
    if (!bytes) throw new TypeError('The shape of this model lies in another file, which is not stored with it.');
    return bytes;
  });
  let texturesLeft = 0;
  for (const image of listOf(gltf?.images)) {
    if (image.uri === undefined || /^data:image\/(png|jpeg|webp);base64,/.test(image.uri as string)) continue;
    image.uri = WHITE;
    texturesLeft++;
  }
  return { json: JSON.stringify(gltf), buffers, texturesLeft };
}

function chunksOf(view: DataView): [string, ArrayBuffer | null] {
  let [text, binary]: [string, ArrayBuffer | null] = ['', null];
  for (let at = 12; at + 8 <= view.byteLength;) {
    const length = view.getUint32(at, true);
    const type = view.getUint32(at + 4, true);
    const content = view.buffer.slice(at + 8, at + 8 + length) as ArrayBuffer;
    if (type === CHUNK_JSON) text = new TextDecoder().decode(content);
    else if (type === CHUNK_BINARY) binary ??= content;
    at += 8 + length;
  }
  return [text, binary];
}

function listOf(value: unknown): { uri?: unknown }[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

/** The bytes of a data URL, decoded here: the policy of the page refuses to fetch one. */
function bytesOf(uri: unknown): ArrayBuffer | null {
  const [, base64] = /^data:[^,]*;base64,([^]*)$/.exec(String(uri)) ?? [];
  if (base64 === undefined) return null;
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)).buffer;
  } catch {
    return null;
  }
}
