import {
  checkOption,
  checkOptions,
  encodeMedia,
  LOGGABLE,
  oneOf,
  type Fragment,
  type Media,
  type MediaKind,
  type OptionRule,
  type OptionRules,
  type Place,
} from '../../values/index';
import { bindMethods, isBlob } from '../../wire/index';
import { CAPTION, captionOf } from '../caption';
import { encode } from '../worker/encode';
import type { MoleculeFormat, MoleculeItem } from './item';

export type { MoleculeFormat };

/** What `new Molecule` takes beside the molecule. */
export interface MoleculeOptions {
  /** Default: what the content is; only pqr must be named, for it looks like pdb. */
  format?: MoleculeFormat;
  /** A line of text beside the molecule, or a number. Default: none. */
  caption?: string | number;
}

const SOURCE: OptionRule = {
  what: 'the text or a Blob of a file with the places of atoms, such as pdb or sdf',
  is: (value) => typeof value === 'string' || isBlob(value),
};
const OPTIONS: OptionRules<MoleculeOptions> = {
  format: oneOf('pdb', 'pqr', 'mmcif', 'mcif', 'cif', 'sdf', 'sd', 'gro', 'mol2', 'mmtf'),
  caption: CAPTION,
};

/**
 * A molecule to log, which the dashboard turns. Its file is kept as it is.
 *
 * @example run.log({ pose: new Molecule(pdbText, { caption: 'docked' }) });
 * @example run.log({ best: new Molecule(await response.blob(), { format: 'pqr' }) });
 */
export class Molecule implements Media {
  readonly #source: string | Blob;
  readonly #format: MoleculeFormat | undefined;
  readonly #caption: string | undefined;

  /**
   * Describes a molecule.
   *
   * @param source the text or a Blob of a pdb, pqr, mmcif, mcif, cif, sdf, sd, gro, mol2 or mmtf file. SMILES says
   * which atoms are bound and not where they are, which takes RDKit to find; it is dropped as `unreadable-media`.
   * @param options its format and caption.
   * @throws SpoorError `bad-option` when source, format or caption cannot be one.
   */
  constructor(source: string | Blob, options: MoleculeOptions = {}) {
    checkOption('The source of a Molecule', source, SOURCE);
    checkOptions('new Molecule()', options, OPTIONS);
    this.#source = source;
    this.#format = options.format;
    this.#caption = captionOf(options.caption);
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    return encodeMedia([this], false, place);
  }

  /** @internal */
  get media(): MediaKind {
    return { name: 'molecule', mostInList: Infinity, encode };
  }

  /** @internal */
  async take(): Promise<MoleculeItem> {
    const source = this.#source;
    return {
      source: typeof source === 'string' ? new Blob([source]) : source,
      format: this.#format,
      caption: this.#caption,
    };
  }
}
