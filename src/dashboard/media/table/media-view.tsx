import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { loggedMediaOf } from '../../../wire/index';
import { readFiles } from '../../rows/logged-files';
import { TextFile } from '../../rows/text-file';
import type { RunPath } from '../../source/source';
import { Clip as Sound } from '../audio/clip';
import { readSounds } from '../audio/logged-sounds';
import { Bars } from '../histogram/bars';
import { rangeOf, readHistogram } from '../histogram/histogram';
import { DocumentFrame } from '../html/frame';
import { readImages } from '../image/logged-images';
import { OverlayTools } from '../image/overlay-tools';
import { ALL_SHOWN } from '../image/overlays';
import { Picture } from '../image/picture';
import { useLayers } from '../image/use-layers';
import { MarkdownText } from '../markdown/text';
import { readMolecules } from '../molecule/logged-molecules';
import { MoleculeView } from '../molecule/molecule-view';
import { readObjects } from '../object3d/logged-objects';
import { Model } from '../object3d/model';
import { PlotlyChart } from '../plotly/chart';
import { Clip as Video } from '../video/clip';
import { readVideos } from '../video/logged-videos';
import type { MediaValue } from './cell-text';

export interface MediaViewProps {
  path: RunPath;
  /** The metric, by which the names of classes are kept. */
  metric: string;
  /** What it is called by those who cannot see it. */
  label: string;
  value: MediaValue;
}

/** Media of a cell, as large and complete as they are where they are logged by themselves. */
export function MediaView(props: MediaViewProps) {
  const { path, label, value } = props;
  const ofText = (single: string, children: (text: string) => ComponentChildren) =>
    readFiles(value, single).map((file) => (
      <TextFile key={file.path} path={path} file={file} label={label}>
        {children}
      </TextFile>
    ));
  switch (loggedMediaOf(value._type)) {
    case 'image':
      return <Images {...props} />;
    case 'audio':
      return (
        <>
          {readSounds(value).map((sound) => (
            <Sound key={sound.path} path={path} sound={sound} />
          ))}
        </>
      );
    case 'video':
      return (
        <>
          {readVideos(value).map((file) => (
            <Video key={file.path} path={path} file={file} label={label} />
          ))}
        </>
      );
    case 'object3d':
      return (
        <>
          {readObjects(value).map((model) => (
            <Model key={model.path} path={path} model={model} />
          ))}
        </>
      );
    case 'molecule':
      return (
        <>
          {readMolecules(value).map((one) => (
            <MoleculeView key={one.path} path={path} molecule={one} />
          ))}
        </>
      );
    case 'html':
      return (
        <>
          {ofText('html-file', (html) => (
            <DocumentFrame html={html} title={label} />
          ))}
        </>
      );
    case 'markdown':
      return (
        <>
          {ofText('markdown-file', (text) => (
            <MarkdownText text={text} />
          ))}
        </>
      );
    case 'plotly':
      return (
        <>
          {ofText('plotly-file', (text) => (
            <PlotlyChart text={text} label={label} />
          ))}
        </>
      );
    default:
      return <HistogramBars value={value} label={label} />;
  }
}

/** A histogram by itself; a sentence where it is not one. */
export function HistogramBars({ value, label }: Pick<MediaViewProps, 'value' | 'label'>) {
  const histogram = readHistogram(value);
  if (!histogram) return <span class="cell-quiet">unreadable</span>;
  return <Bars histogram={histogram} range={rangeOf([histogram])} label={label} />;
}

function Images({ path, metric, value }: MediaViewProps) {
  const images = useMemo(() => readImages(value), [value]);
  const layers = useLayers(path, metric, images);
  const [view, setView] = useState(ALL_SHOWN);
  return (
    <>
      <OverlayTools layers={layers.flat()} view={view} onView={setView} />
      <div class="pictures">
        {images.map((image, place) => (
          <Picture key={image.path} path={path} image={image} edge={null} layers={layers[place] ?? []} view={view} />
        ))}
      </div>
    </>
  );
}
