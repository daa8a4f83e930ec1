import { messageOf } from '../../format/message';

export interface Viewer {
  /** How many atoms there are. */
  atoms: number;
  paint(background: string): void;
  resize(): void;
  reset(): void;
  /** Turns or zooms by a key; whether it is one that does. */
  key(name: string): boolean;
  close(): void;
}

/** The names of the parsers, by the ending of a file. */
const PARSERS: { [ending: string]: string } = {
  pdb: 'pdb',
  pqr: 'pqr',
  mmcif: 'mmcif',
  mcif: 'mmcif',
  cif: 'cif',
  sdf: 'sdf',
  sd: 'sdf',
  gro: 'gro',
  mol2: 'mol2',
  mmtf: 'mmtf',
};
const TURN = 8;

/**
 * Shows a molecule in a box: proteins as ribbons, all else as balls and sticks. The library is loaded with the first.
 *
 * @throws with a sentence when it cannot be shown.
 */
export async function openViewer(box: HTMLElement, name: string, file: Blob, background: string): Promise<Viewer> {
  const parser = PARSERS[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  if (!parser) throw new TypeError('Files of this format are not shown here; download it.');
  const content = parser === 'mmtf' ? new Uint8Array(await file.arrayBuffer()) : await file.text();
  const library = await import('3dmol');
  // Its workers would start from a blob, which the policy of the page refuses.
  library.setSyncSurface(true);
  const viewer = library.createViewer(box, { backgroundColor: background, disableFog: true });
  if (!viewer) throw new TypeError('This browser has no WebGL, which draws in three dimensions; download the file.');
  const close = () => {
    viewer.clear();
    box.replaceChildren();
  };
  try {
    // Hydrogens are left out unless asked for.
    viewer.addModel(content as string, parser, { keepH: true });
  } catch (error) {
    close();
    throw new TypeError(`The file cannot be read as ${parser}: ${messageOf(error)}`, { cause: error });
  }
  const atoms = viewer.selectedAtoms({}).length;
  if (atoms === 0) {
    close();
    throw new TypeError('There are no atoms in this file.');
  }
  viewer.setStyle({}, { stick: { radius: 0.14 }, sphere: { scale: 0.26 } });
  // A chain of amino acids is too crowded for its atoms.
  if (atoms > 200) viewer.setStyle({ hetflag: false }, { cartoon: { color: 'spectrum' } });
  const reset = () => {
    viewer.zoomTo();
    viewer.render();
  };
  reset();
  return {
    atoms,
    reset,
    paint(color) {
      viewer.setBackgroundColor(color as never, 1);
      viewer.render();
    },
    resize: () => viewer.resize(),
    key(key) {
      const turn = { ArrowLeft: [-TURN, 'y'], ArrowRight: [TURN, 'y'], ArrowUp: [-TURN, 'x'], ArrowDown: [TURN, 'x'] };
      const [angle, axis] = turn[key as keyof typeof turn] ?? [];
      const zoom = { '+': 1.15, '=': 1.15, '-': 1 / 1.15 }[key];
      if (angle !== undefined) viewer.rotate(angle as number, axis as string);
      else if (zoom !== undefined) viewer.zoom(zoom);
      else if (key === 'Home') reset();
      else return false;
      viewer.render();
      return true;
    },
    close,
  };
}
