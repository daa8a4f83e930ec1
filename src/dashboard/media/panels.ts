import type { ComponentType } from 'preact';
import type { MetricKind } from '../../wire/index';
import type { RunPath } from '../source/source';
import { AudioPanel } from './audio/panel';
import { GraphPanel } from './graph/panel';
import { HistogramPanel } from './histogram/panel';
import { HtmlPanel } from './html/panel';
import { ImagesPanel } from './image/panel';
import { MarkdownPanel } from './markdown/panel';
import { PlotlyPanel } from './plotly/panel';
import { TablePanel } from './table/panel';
import { MoleculePanel } from './molecule/panel';
import { Object3DPanel } from './object3d/panel';
import { TextPanel } from './text/panel';
import { VideoPanel } from './video/panel';

/** What shows one metric. `fresh` changes when there are new rows of it. */
type Panel = ComponentType<{ path: RunPath; metric: string; fresh: number }>;

/** How the metrics of one kind are shown: side by side, in a tab that kinds may share. */
export interface KindPanel {
  kind: MetricKind;
  /** What the address of the page calls the tab. */
  tab: string;
  /** What the tab is called; of kinds that share one, the same. */
  label: string;
  Panel: Panel;
}

/** The tab of kinds that few runs have: with one for each, the tabs of a run of many would not fit on a screen. */
const MEDIA = { tab: 'media', label: 'Media' };

/** The kinds that have a place in tabs beside the charts, in the order in which they are shown. */
export const PANELS: readonly KindPanel[] = [
  { kind: 'histogram', tab: 'histograms', label: 'Histograms', Panel: HistogramPanel },
  { kind: 'image', tab: 'images', label: 'Images', Panel: ImagesPanel },
  { kind: 'table', tab: 'tables', label: 'Tables', Panel: TablePanel },
  { kind: 'audio', tab: 'audio', label: 'Audio', Panel: AudioPanel },
  { kind: 'object3d', tab: '3d', label: '3-D', Panel: Object3DPanel },
  { kind: 'molecule', tab: 'molecules', label: 'Molecules', Panel: MoleculePanel },
  { kind: 'text', tab: 'text', label: 'Text', Panel: TextPanel },
  { kind: 'graph', ...MEDIA, Panel: GraphPanel },
  { kind: 'html', ...MEDIA, Panel: HtmlPanel },
  { kind: 'markdown', ...MEDIA, Panel: MarkdownPanel },
  { kind: 'video', ...MEDIA, Panel: VideoPanel },
  { kind: 'plotly', ...MEDIA, Panel: PlotlyPanel },
];

/** The tabs, each with its kinds. */
export const MEDIA_TABS: readonly { tab: string; label: string; kinds: readonly KindPanel[] }[] = [
  ...new Set(PANELS.map(({ tab }) => tab)),
].map((tab) => {
  const kinds = PANELS.filter((panel) => panel.tab === tab);
  return { tab, label: kinds[0]!.label, kinds };
});
