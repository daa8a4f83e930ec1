import { Molecule } from 'spoor/media';
import { differentBytes, fileOf, type Exhibit } from './exhibit';

/** Water, whose angle opens with each step, as a PDB file: its columns have fixed places. */
function water(step: number): string {
  const half = ((100 + 4 * step) / 360) * Math.PI;
  const atoms: [name: string, x: number, y: number][] = [
    ['O', 0, 0],
    ['H', 0.957 * Math.sin(half), 0.957 * Math.cos(half)],
    ['H', -0.957 * Math.sin(half), 0.957 * Math.cos(half)],
  ];
  const lines = atoms.map(
    ([name, x, y], i) =>
      `HETATM${String(i + 1).padStart(5)}  ${name.padEnd(3)} HOH A   1    ${[x, y, 0].map((value) => value.toFixed(3).padStart(8)).join('')}  1.00  0.00          ${name.padStart(2)}`,
  );
  return `${lines.join('\n')}\nEND\n`;
}

export const molecule: Exhibit = {
  kind: 'Molecule',
  what: 'water',
  key: 'water',
  shown: { tab: 'molecules', selector: 'canvas' },
  make: ({ step }) => new Molecule(water(step)),
  difference: async (stored, { step }) => differentBytes(await fileOf(stored), new Blob([water(step)])),
};
