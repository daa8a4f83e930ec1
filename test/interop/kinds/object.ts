import { drawn, says, turns, type Kind } from './kind';

export const objects: Kind[] = [
  {
    key: 'cloud',
    what: 'a cloud of coloured points',
    page({ Object3D }) {
      const points = Array.from({ length: 500 }, (_, i) => [
        i / 64,
        (i % 10) / 8,
        (i % 7) / 4,
        i % 256,
        128,
        255 - (i % 256),
      ]);
      return new Object3D(points, { caption: 'a scan' });
    },
    tab: '3d',
    async shown(card) {
      await says(card, '500 points', 'a scan');
      await drawn(card.locator('canvas'));
    },
  },
  {
    key: 'scene',
    what: 'a scene of points, boxes and arrows',
    page({ Object3D }) {
      const corners = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z) => [x, y, z] as const)));
      return new Object3D({
        type: 'lidar/beta',
        points: Array.from({ length: 300 }, (_, i) => [(i % 30) / 10, (i % 17) / 8, i / 150]),
        boxes: [{ corners, label: 'car', color: [255, 0, 0], score: 0.875 }],
        vectors: [{ start: [0, 0, 0], end: [2, 0, 0] }],
      });
    },
    tab: '3d',
    async shown(card) {
      await says(card, '300 points · 1 boxed', 'car 0.875');
      await drawn(card.locator('canvas'));
    },
  },
  {
    key: 'turned_box',
    what: 'a box as wandb.box3d() makes it, without a label, its colour from 0 to 1',
    page: null,
    tab: '3d',
    async shown(card) {
      await says(card, '300 points · 1 boxed');
      await drawn(card.locator('canvas'));
    },
  },
  {
    key: 'models',
    what: 'a list of an obj file and a cloud with categories',
    page: ({ Object3D }) => [
      new Object3D('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n', { caption: 'a triangle' }),
      new Object3D(Array.from({ length: 200 }, (_, i) => [i / 50, (i % 10) / 8, (i % 7) / 4, 1 + (i % 14)])),
    ],
    tab: '3d',
    async shown(card) {
      await says(card, '2 objects', '1 triangle', 'a triangle', '200 points');
      await drawn(card.locator('canvas').first());
      await drawn(card.locator('canvas').last());
    },
  },
  {
    key: 'molecule',
    what: 'a molecule',
    page: ({ Molecule }) =>
      new Molecule(
        [
          'ATOM      1  O   HOH A   1       0.000   0.000   0.000  1.00  0.00           O',
          'ATOM      2  H1  HOH A   1       0.960   0.000   0.000  1.00  0.00           H',
          'ATOM      3  H2  HOH A   1      -0.240   0.930   0.000  1.00  0.00           H',
          'END',
          '',
        ].join('\n'),
        { caption: 'water' },
      ),
    tab: 'molecules',
    async shown(card) {
      await says(card, '3 atoms', 'water');
      await turns(card.getByRole('img'));
    },
  },
  {
    key: 'molecules',
    what: 'a list of molecules',
    page({ Molecule }) {
      const atom = (element: string) =>
        `ATOM      1  ${element}   AAA A   1       0.000   0.000   0.000  1.00  0.00           ${element}\nEND\n`;
      return [new Molecule(atom('O')), new Molecule(atom('N'))];
    },
    tab: 'molecules',
    async shown(card) {
      await says(card, '2 molecules', '1 atom');
      await turns(card.getByRole('img').last());
    },
  },
];
