import { init } from 'spoor';
import { element } from '../element';
import { annotatedImage } from './annotated-image';
import { audio } from './audio';
import type { Exhibit } from './exhibit';
import { graph } from './graph';
import { histogram } from './histogram';
import { html } from './html';
import { image } from './image';
import { learn, type Lesson } from './lesson';
import { markdown } from './markdown';
import { molecule } from './molecule';
import { number } from './number';
import { cloud, mesh } from './object3d';
import { plotly } from './plotly';
import { plots } from './plots';
import { table } from './table';
import { text } from './text';
import { video } from './video';

/** One of each kind that can be logged. */
const EXHIBITS: readonly Exhibit[] = [
  number,
  text,
  histogram,
  image,
  annotatedImage,
  audio,
  video,
  cloud,
  mesh,
  molecule,
  graph,
  html,
  markdown,
  plotly,
  table,
  ...plots,
];

/** So often each is logged. */
const STEPS = 3;

/** For scripts: see `scripts/gallery.mjs`. */
export interface Gallery {
  state: 'logging' | 'delivered' | 'failed';
  runId: string | null;
  exhibits: { kind: string; key: string; storedAt: string; shown: Exhibit['shown'] }[];
  steps: number;
  dropped: Record<string, number>;
  /** What differs of a stored value; null when it is what was logged. Files are base64, by their paths. */
  compare: (stored: {
    key: string;
    step: number;
    value: unknown;
    files: Record<string, string>;
    config: unknown;
  }) => Promise<string | null>;
}

declare global {
  interface Window {
    gallery: Gallery;
  }
}

let lessons: Lesson[] = [];

const gallery: Gallery = {
  state: 'logging',
  runId: null,
  exhibits: EXHIBITS.map(({ kind, key, storedAt = key, shown }) => ({ kind, key, storedAt, shown })),
  steps: STEPS,
  dropped: {},
  async compare({ key, step, value, files, config }) {
    const exhibit = EXHIBITS.find((one) => one.key === key)!;
    const file = async (path: unknown) => {
      const bytes = files[String(path)];
      if (bytes === undefined) throw new Error(`The file ${String(path)} is not stored.`);
      return new Blob([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))]);
    };
    try {
      return await exhibit.difference({ value, file, config }, lessons[step]!);
    } catch (error) {
      return String(error);
    }
  },
};
window.gallery = gallery;

function list(): void {
  element('exhibits', HTMLElement).append(
    ...EXHIBITS.map(({ kind, what, key }) => {
      const item = document.createElement('li');
      item.append(Object.assign(document.createElement('code'), { textContent: kind }), ` ${what}, logged as “${key}”`);
      return item;
    }),
  );
}

async function log(): Promise<void> {
  const run = await init({ project: 'gallery', config: { kinds: [...new Set(EXHIBITS.map(({ kind }) => kind))] } });
  gallery.runId = run.id;
  lessons = await learn(STEPS);
  for (const lesson of lessons) run.log(Object.fromEntries(EXHIBITS.map(({ key, make }) => [key, make(lesson)])));
  const { delivered } = await run.finish();
  gallery.dropped = run.status().dropped;
  gallery.state = delivered ? 'delivered' : 'failed';
  const link = element('run', HTMLAnchorElement);
  link.href = run.url ?? '';
  link.hidden = run.url === null;
  element('state', HTMLElement).textContent = delivered
    ? `${STEPS} values of each kind are at the server.`
    : 'The server could not be reached; the values wait in this browser.';
}

list();
log().catch((error: unknown) => {
  gallery.state = 'failed';
  element('state', HTMLElement).textContent = String(error);
});
