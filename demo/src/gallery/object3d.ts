import { Object3D } from 'spoor/media';
import { differentBytes, differentNumbers, fileOf, type Exhibit } from './exhibit';

/** Points of a spiral, coloured along it: x, y, z, red, green, blue. */
function spiral(step: number): Float64Array {
  const points = Array.from({ length: 2_000 }, (_, i) => {
    const turn = (i / 2_000) * (step + 2) * 2 * Math.PI;
    return [Math.cos(turn), Math.sin(turn), i / 1_000, 255 - (i >> 3), 80, i >> 3];
  });
  return Float64Array.from(points.flat());
}

export const cloud: Exhibit = {
  kind: 'Object3D',
  what: 'a cloud of points',
  key: 'spiral',
  shown: { tab: '3d', selector: 'canvas' },
  make: ({ step }) => new Object3D(spiral(step), { columns: 6 }),
  difference: async (stored, { step }) =>
    differentNumbers((JSON.parse(await (await fileOf(stored)).text()) as number[][]).flat(), spiral(step)),
};

/** Half of a teapot's outline, from the middle of its foot to the knob of its lid: how far out, and how high. */
const OUTLINE = [
  [0, 0],
  [0.5, 0],
  [0.75, 0.15],
  [0.95, 0.45],
  [0.9, 0.75],
  [0.65, 1],
  [0.7, 1.04],
  [0.45, 1.15],
  [0.12, 1.22],
  [0.1, 1.3],
  [0.16, 1.38],
  [0, 1.45],
] as const;
const TURNS = 36;

/** A pot in the file format obj: its outline, turned around the middle; with each step it is wider. */
function pot(step: number): string {
  const wide = 1 + step / 4;
  const rings = OUTLINE.map(([out, up]) =>
    Array.from({ length: TURNS }, (_, turn) => {
      const angle = (turn / TURNS) * 2 * Math.PI;
      return `v ${(out * wide * Math.cos(angle)).toFixed(4)} ${up} ${(out * wide * Math.sin(angle)).toFixed(4)}`;
    }),
  );
  const faces = OUTLINE.slice(1).flatMap((_, ring) =>
    Array.from({ length: TURNS }, (_turn, turn) => {
      const [here, next] = [ring * TURNS + turn + 1, ring * TURNS + ((turn + 1) % TURNS) + 1];
      return `f ${here} ${here + TURNS} ${next + TURNS} ${next}`;
    }),
  );
  return `o pot\n${[...rings.flat(), ...faces].join('\n')}\n`;
}

export const mesh: Exhibit = {
  kind: 'Object3D',
  what: 'a mesh, of a pot',
  key: 'pot',
  shown: { tab: '3d', selector: 'canvas' },
  make: ({ step }) => new Object3D(pot(step), { caption: `${Math.round(100 + 25 * step)} % as wide` }),
  difference: async (stored, { step }) => differentBytes(await fileOf(stored), new Blob([pot(step)])),
};
