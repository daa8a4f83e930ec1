import { formatLine, SpoorError, type Object3DFileJson, type Objects3DJson } from '../../../wire/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';
import { mediaFile } from '../../engine/media-file';
import type { Cloud, Format3D, Object3DItem } from '../item';
import { formatOf, hasVertices } from './format';
import { writePoints } from './points-file';

type Report = (error: unknown) => void;

const TYPES: { [format in Format3D]: string } = {
  obj: 'model/obj',
  gltf: 'model/gltf+json',
  glb: 'model/gltf-binary',
  babylon: 'application/json',
  stl: 'model/stl',
  'pts.json': 'application/json',
};

const FOLDER = 'object3D';

/** Writes clouds of points, one by one; what is a file already stays as it is. */
export async function encodeObjects3D(part: MediaPart<Object3DItem>, onFailed: Report): Promise<Encoded | null> {
  const encoded = [];
  for (const { source, format, caption } of part.items) {
    try {
      const [extension, blob] = 'points' in source ? cloudFile(source, onFailed) : await checkedFile(source, format);
      const { file, sha256 } = await mediaFile(part, FOLDER, extension, blob);
      const { bytes, path } = file;
      const json: Object3DFileJson = { _type: 'object3D-file', sha256, size: bytes.byteLength, path, caption };
      encoded.push({ file, json });
    } catch (error) {
      onFailed(error);
    }
  }
  if (encoded.length === 0) return null;
  const list: Objects3DJson = {
    _type: 'object3D',
    filenames: encoded.map(({ file }) => file.path.slice(`media/${FOLDER}/`.length)),
    count: encoded.length,
    objects: encoded.map(({ json }) => json),
  };
  return { json: formatLine(part.many ? list : encoded[0]!.json), files: encoded.map(({ file }) => file) };
}

function cloudFile(cloud: Cloud, report: Report): [Format3D, Blob] {
  const { blob, count, left } = writePoints(cloud);
  if (count === 0) throw new RangeError('none of its points is finite');
  if (left > 0)
    report(new SpoorError('clipped-media', `${left} of ${count + left} points have NaN or Infinity and were left out`));
  return ['pts.json', blob];
}

/** The file, with the type that it has, whatever type it says that it has. */
async function checkedFile(file: Blob, said: Format3D | undefined): Promise<[Format3D, Blob]> {
  if (file.size === 0) throw new RangeError('the file is empty');
  let format = await formatOf(file);
  // An obj file begins with anything.
  if (format === undefined && (said ?? 'obj') === 'obj') {
    const text = await file.text();
    if (hasVertices(text)) format = 'obj';
    else if (said) throw new RangeError('an obj must have vertices, lines such as "v 0 1 0"');
  }
  if (format === undefined)
    throw new TypeError('its content is not that of an obj (with vertices), gltf, glb, babylon, stl or pts.json file');
  if (said && said !== format) throw new TypeError(`its format is ${format} by its content, not ${said}`);
  return [format, file.slice(0, file.size, TYPES[format])];
}
