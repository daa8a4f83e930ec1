import type { ComponentType } from 'preact';
import type { MetricKind } from '../../wire/index';
import type { RunPath } from '../source/source';
import { AudioPanel } from './audio/panel';
import { HistogramPanel } from './histogram/panel';
import { ImagesPanel } from './image/panel';
import { MoleculePanel } from './molecule/panel';
import { Object3DPanel } from './object3d/panel';
import { TextPanel } from './text/panel';

/** What shows one metric. `fresh` changes when there are new rows of it. */
type Panel = ComponentType<{ path: RunPath; metric: string; fresh: number }>;

/** How the metrics of one kind are shown: side by side, in a tab of their own. */
export interface KindPanel {
  kind: MetricKind;
  /** What the address of the page calls the tab. */
  tab: string;
  label: string;
  Panel: Panel;
}

/** The kinds that have a tab beside the charts, in its place among them. */
export const PANELS: readonly KindPanel[] = [
  { kind: 'histogram', tab: 'histograms', label: 'Histograms', Panel: HistogramPanel },
  { kind: 'image', tab: 'images', label: 'Images', Panel: ImagesPanel },
  { kind: 'audio', tab: 'audio', label: 'Audio', Panel: AudioPanel },
  { kind: 'object3d', tab: '3d', label: '3-D', Panel: Object3DPanel },
  { kind: 'molecule', tab: 'molecules', label: 'Molecules', Panel: MoleculePanel },
  { kind: 'text', tab: 'text', label: 'Text', Panel: TextPanel },
];
