import {
  ArrowHelper,
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  Group,
  LineBasicMaterial,
  LineSegments,
  LoadingManager,
  Mesh,
  MeshStandardMaterial,
  Points,
  PointsMaterial,
  SRGBColorSpace,
  TextureLoader,
  Vector3,
  type Object3D,
} from 'three';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { OBJLoader } from 'three/addons/loaders/OBJLoader.js';
import { STLLoader } from 'three/addons/loaders/STLLoader.js';
import { countOf } from '../../../format/number';
import { takeApart } from '../gltf';
import { edgesOf, readPoints, type PointScene } from '../points';

/** What is shown of a file. */
export interface Shown {
  object: Object3D;
  /** Which way is up: lidars and STL have z, models y. */
  up: 'y' | 'z';
  labels: { text: string; at: Vector3 }[];
  /** What is in it, and what of it cannot be shown. */
  about: string;
}

/** More of them cover each other. */
const MOST_LABELS = 100;

/**
 * Makes what is drawn of a file, by the ending of its name.
 *
 * @throws with a sentence when it cannot be shown.
 */
export async function load(name: string, file: Blob, color: string): Promise<Shown> {
  const ending = /\.(pts\.json|[^.]*)$/.exec(name.toLowerCase())?.[1];
  if (ending === 'pts.json') return ofPoints(readPoints(await file.text()), color);
  if (ending === 'gltf' || ending === 'glb') return ofGltf(await file.arrayBuffer());
  if (ending === 'obj') return ofModel(grey(new OBJLoader().parse(await file.text())), 'y');
  if (ending === 'stl') {
    const geometry = new STLLoader().parse(await file.arrayBuffer());
    return ofModel(new Mesh(geometry, plain()), 'z');
  }
  throw new TypeError('Files of this format are not shown here; download it.');
}

function plain(): MeshStandardMaterial {
  return new MeshStandardMaterial({ color: 0x9aa3b2, flatShading: true, side: DoubleSide });
}

/** What an obj looks like stands in another file. */
function grey(object: Object3D): Object3D {
  object.traverse((part) => {
    if (part instanceof Mesh) part.material = plain();
  });
  return object;
}

function ofModel(object: Object3D, up: 'y' | 'z', left = 0): Shown {
  let triangles = 0;
  object.traverse((part) => {
    if (!(part instanceof Mesh)) return;
    const { index, attributes } = part.geometry as BufferGeometry;
    triangles += (index?.count ?? attributes['position']?.count ?? 0) / 3;
  });
  const note = left > 0 ? ' · without the textures that lie in other files' : '';
  return { object, up, labels: [], about: countOf(Math.floor(triangles), 'triangle') + note };
}

async function ofGltf(file: ArrayBuffer): Promise<Shown> {
  const { json, buffers, texturesLeft } = takeApart(file);
  // The second wall: nothing but what lies in the file is asked for.
  const manager = new LoadingManager().setURLModifier((url) => (/^(data|blob):/.test(url) ? url : 'data:,'));
  const loader = new GLTFLoader(manager);
  loader.register((parser) => {
    // The loader would fetch blob: and data: addresses, which the policy of the page refuses; an img may show them.
    const own = parser as unknown as { textureLoader: TextureLoader; loadBuffer: (at: number) => Promise<ArrayBuffer> };
    own.textureLoader = new TextureLoader(manager);
    own.loadBuffer = async (at) => {
      const bytes = buffers[at];
      if (!bytes) throw new TypeError('A part of this model is missing in its file.');
      return bytes;
    };
    return { name: 'SPOOR_self_contained' };
  });
  const { scene } = await loader.parseAsync(json, '');
  return ofModel(scene, 'y', texturesLeft);
}

function ofPoints({ positions, colors, boxes, vectors }: PointScene, color: string): Shown {
  const group = new Group();
  const geometry = new BufferGeometry().setAttribute('position', new BufferAttribute(positions, 3));
  const dots = new PointsMaterial({ size: 2, sizeAttenuation: false });
  if (colors) {
    // Files have them as screens do, and lights are added up in linear ones.
    const linear = new BufferAttribute(colors, 3);
    for (let i = 0; i < linear.count; i++) {
      const { r, g, b } = new Color().setRGB(linear.getX(i), linear.getY(i), linear.getZ(i), SRGBColorSpace);
      linear.setXYZ(i, r, g, b);
    }
    geometry.setAttribute('color', linear);
    dots.vertexColors = true;
  } else {
    dots.color = new Color(color);
  }
  group.add(new Points(geometry, dots));
  for (const box of boxes) {
    const line = edgesOf(box.corners).flatMap(([from, to]) => [...box.corners[from]!, ...box.corners[to]!]);
    group.add(lines(line, box.color ? screenColor(box.color) : new Color(color)));
  }
  for (const vector of vectors) {
    const start = new Vector3(...vector.slice(0, 3));
    const way = new Vector3(...vector.slice(3)).sub(start);
    group.add(new ArrowHelper(way.clone().normalize(), start, way.length(), color));
  }
  const labels = boxes.slice(0, MOST_LABELS).flatMap(({ label, corners }) => {
    if (label === '') return [];
    const at = new Vector3();
    for (const corner of corners) at.add(new Vector3(...corner));
    return [{ text: label, at: at.divideScalar(8) }];
  });
  const about = countOf(positions.length / 3, 'point');
  return { object: group, up: 'z', labels, about: boxes.length > 0 ? `${about} · ${boxes.length} boxed` : about };
}

function screenColor([r, g, b]: readonly number[]): Color {
  return new Color().setRGB(r!, g!, b!, SRGBColorSpace);
}

function lines(ends: number[], color: Color): LineSegments {
  const geometry = new BufferGeometry().setAttribute('position', new BufferAttribute(Float32Array.from(ends), 3));
  return new LineSegments(geometry, new LineBasicMaterial({ color }));
}
