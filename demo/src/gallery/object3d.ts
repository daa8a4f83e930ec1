import { Object3D } from 'spoor/media';
import { differentNumbers, type Exhibit } from './exhibit';

/** Points of a spiral, coloured along it: x, y, z, red, green, blue. */
function spiral(step: number): Float64Array {
  const points = Array.from({ length: 2_000 }, (_, i) => {
    const turn = (i / 2_000) * (step + 2) * 2 * Math.PI;
    return [Math.cos(turn), Math.sin(turn), i / 1_000, 255 - (i >> 3), 80, i >> 3];
  });
  return Float64Array.from(points.flat());
}

export const object3d: Exhibit = {
  kind: 'Object3D',
  what: 'a cloud of points',
  key: 'spiral',
  shown: { tab: '3d', selector: 'canvas' },
  make: (step) => new Object3D(spiral(step), { columns: 6 }),
  difference: async ({ json, file }, step) =>
    differentNumbers((JSON.parse(await (await file(json['path'])).text()) as number[][]).flat(), spiral(step)),
};
