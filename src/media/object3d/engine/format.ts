import type { Format3D } from '../item';

const STL_HEADER_BYTES = 84;
const STL_TRIANGLE_BYTES = 50;

/** What a file is by its content; undefined when it is of no format that W&B shows. */
export async function formatOf(file: Blob): Promise<Format3D | undefined> {
  const head = await file.slice(0, STL_HEADER_BYTES).arrayBuffer();
  const view = new DataView(head);
  if (view.byteLength >= 4 && view.getUint32(0) === 0x676c5446) return 'glb';
  if (view.byteLength === STL_HEADER_BYTES) {
    const triangles = view.getUint32(STL_HEADER_BYTES - 4, true);
    if (triangles > 0 && file.size === STL_HEADER_BYTES + triangles * STL_TRIANGLE_BYTES) return 'stl';
  }
  const start = new TextDecoder().decode(head).trimStart();
  if (/^[{[]/.test(start)) return formatOfJson(await file.text());
  if (/^solid\b/.test(start)) return /\bvertex\s/.test(await file.text()) ? 'stl' : undefined;
  return undefined;
}

/**
 * @throws SyntaxError when it is not JSON.
 */
function formatOfJson(text: string): Format3D | undefined {
  let json: { [name: string]: unknown };
  try {
    json = JSON.parse(text) as typeof json;
  } catch {
    throw new SyntaxError('it begins as JSON and cannot be read as such');
  }
  if (Array.isArray(json)) return Array.isArray(json[0]) ? 'pts.json' : undefined;
  if (json['type'] === 'lidar/beta') return Array.isArray(json['points']) ? 'pts.json' : undefined;
  if (Object(json['asset']) === json['asset'] && 'version' in (json['asset'] as object)) return 'gltf';
  return Array.isArray(json['meshes']) ? 'babylon' : undefined;
}

/** Whether the text of an obj file has a vertex: anything else in it draws nothing. */
export function hasVertices(text: string): boolean {
  return /^\s*v\s+[-+.\d]/m.test(text);
}
