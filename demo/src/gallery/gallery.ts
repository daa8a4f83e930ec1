import { init } from 'spoor';
import { element } from '../element';
import { audio } from './audio';
import { STEPS, type Exhibit } from './exhibit';
import { graph } from './graph';
import { histogram } from './histogram';
import { html } from './html';
import { image } from './image';
import { markdown } from './markdown';
import { molecule } from './molecule';
import { object3d } from './object3d';
import { table } from './table';
import { video } from './video';

/** One of each kind that can be logged. */
const EXHIBITS: readonly Exhibit[] = [image, histogram, table, audio, video, object3d, molecule, graph, html, markdown];

/** For scripts: see `scripts/gallery.mjs`. */
export interface Gallery {
  state: 'logging' | 'delivered' | 'failed';
  runId: string | null;
  exhibits: { kind: string; what: string; key: string; shown: Exhibit['shown'] }[];
  steps: number;
  dropped: Record<string, number>;
  /** What differs of a stored value; null when it is what was logged. Files are base64, by their paths. */
  compare: (
    kind: string,
    step: number,
    json: Record<string, unknown>,
    files: Record<string, string>,
  ) => Promise<string | null>;
}

declare global {
  interface Window {
    gallery: Gallery;
  }
}

const gallery: Gallery = {
  state: 'logging',
  runId: null,
  exhibits: EXHIBITS.map(({ kind, what, key, shown }) => ({ kind, what, key, shown })),
  steps: STEPS,
  dropped: {},
  compare(kind, step, json, files) {
    const exhibit = EXHIBITS.find((one) => one.kind === kind)!;
    const file = async (path: unknown) => {
      const bytes = files[String(path)];
      if (bytes === undefined) throw new Error(`The file ${String(path)} is not stored.`);
      return new Blob([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))]);
    };
    return exhibit.difference({ json, file }, step).catch(String);
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
  const run = await init({ project: 'gallery', config: { kinds: EXHIBITS.map(({ kind }) => kind) } });
  gallery.runId = run.id;
  for (let step = 0; step < STEPS; step++)
    run.log(Object.fromEntries(EXHIBITS.map(({ key, make }) => [key, make(step)])));
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
