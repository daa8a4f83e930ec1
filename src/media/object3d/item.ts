/** What W&B shows in 3-D, by the ending of its file. */
export type Format3D = 'obj' | 'gltf' | 'glb' | 'babylon' | 'stl' | 'pts.json';

/** The corner of a box, the end of an arrow. */
export type Point3D = readonly [x: number, y: number, z: number];

/** A box around some points. */
export interface Box3D {
  /** Its eight corners, in any order. */
  corners: readonly Point3D[];
  /** What is written beside it. Default: nothing. */
  label?: string;
  /** Red, green and blue, 0 to 255. Default: a blue. */
  color?: readonly [red: number, green: number, blue: number];
  /** How sure somebody is of it. Default: nothing is said. */
  score?: number;
}

/** An arrow. */
export interface Vector3D {
  /** Where it begins. */
  start: Point3D;
  /** Where its tip is. */
  end: Point3D;
}

/** Points, one after another, of so many numbers each: 3, 4 (a category) or 6 (red, green, blue). */
export interface Cloud {
  points: Float32Array | Float64Array;
  columns: number;
  /** What is shown beside the points; undefined for a cloud of nothing else. */
  scene: { boxes: Box3D[]; vectors: Vector3D[] } | undefined;
}

/** An object on its way to the worker: a cloud, or a file of it. */
export interface Object3DItem {
  source: Cloud | Blob;
  format: Format3D | undefined;
  caption: string | undefined;
}
