import { readFileSync } from 'node:fs';
import { parseRow, type Row } from '../../../src/wire/index';
import type { InPage } from '../engines';
import { openRun, type Stage } from '../stage';
import FILES from './files.json' with { type: 'json' };
import { PICTURES, type PictureSource } from './sources';
import { decodePng, farthest, farthestSeen, type Decoded } from './stored';
import { makeTools, type Tools } from './tools';

/** What the server has of one source, or of all sources in a format that loses some. */
export interface Seen {
  /** A row of the table of docs/images.md. */
  name: string;
  /** What that says. */
  outcome: string;
  /** So many levels is the worst of its pixels off; infinite where there are none and there should be. */
  off: number;
  allowed: number;
}

const LOSSY = ['jpeg', 'webp'] as const;
/** Of formats that write brightness and colour apart, each rounded, at their best quality. */
const LOSSY_WITHIN = 6;
const lossyRow = (format: string) => `any of them, written as ${format}`;

/** The rows of the table of docs/images.md. */
export const ROWS = [
  ...Object.values(PICTURES).flatMap((family) => family.map(({ name }) => name)),
  ...LOSSY.map(lossyRow),
];

const TF = 'node_modules/@tensorflow/tfjs/dist/tf.min.js';

interface Stored {
  lines: Row[];
  absent: number[];
  dropped: string[];
  file: (path: string) => Promise<Uint8Array>;
}

/** Logs each source as png, jpeg and webp from the page, and compares what the server has stored. */
export async function logPictures(
  page: InPage,
  stage: Pick<Stage, 'stored' | 'file'>,
  sources: PictureSource[],
  engine: string,
): Promise<Seen[]> {
  if (sources.some(({ make }) => String(make).includes('.tf.'))) await loadTf(page);
  const id = await openRun(page);
  const { absent, dropped } = await page.evaluate(logAll, {
    entries: sources.map(({ drawn, make }) => ({ drawn, make: String(make) })),
    tools: String(makeTools),
    formats: ['png', ...LOSSY],
    files: FILES as Record<string, string>,
  });
  const lines = stage.stored(id)!.lines.map(({ text }) => parseRow(text));
  const stored: Stored = { lines, absent, dropped, file: (path) => stage.file(id, path) };
  const seen: Seen[] = [];
  for (const [at, source] of sources.entries()) seen.push(await judge(stored, at, source, engine));
  const lossless = sources.filter(
    ({ kept }, at) => !kept && !absent.includes(at) && !/^(refused|wrong)/.test(seen[at]!.outcome),
  );
  if (lossless.length === 0) return seen;
  for (const format of LOSSY) seen.push(await judgeLossy(page, stored, sources, lossless, format, engine));
  return seen;
}

async function judge(stored: Stored, at: number, source: PictureSource, engine: string): Promise<Seen> {
  const { name, drawn, expected = drawn, kept, refused } = source;
  const allowed = allowedIn(engine, source);
  const of = (outcome: string, off = 0): Seen => ({
    name,
    outcome,
    off,
    allowed: source.lost?.includes(engine) ? 2 : allowed,
  });
  if (stored.absent.includes(at)) return of('not in this browser');
  const files = await filesOf(stored, `p${at}_png`);
  if (files.length === 0) {
    const why = stored.dropped.find((detail) => detail.includes(`p${at}_png`)) ?? 'it was not said';
    return refused?.[engine] ? of(`refused: ${refused[engine]}`) : of(`refused: ${why}`, Infinity);
  }
  if (kept) {
    const isSame = Buffer.from(files[0]!).equals(Buffer.from((FILES as Record<string, string>)[kept]!, 'base64'));
    return isSame ? of('same file') : of('another file', Infinity);
  }
  const distance = source.isSmooth ? farthestSeen : farthest;
  const off = Math.ceil(Math.max(...files.map((file) => distance(decodePng(file), expected))));
  if (off > allowed && source.wrong?.[engine]) return of(`wrong: ${source.wrong[engine]}`);
  const seen = Math.max(...files.map((file) => farthestSeen(decodePng(file), expected)));
  if (off > allowed && source.lost?.includes(engine)) return of('colour lost', seen);
  return of(off === 0 ? 'same bytes' : `within ${off}`, off);
}

function allowedIn(engine: string, { within = 0 }: PictureSource): number {
  return typeof within === 'number' ? within : (within[engine] ?? 0);
}

/** The page itself decodes them, since nothing else here can; what it makes of a PNG is proved by {@link judge}. */
async function judgeLossy(
  page: InPage,
  stored: Stored,
  sources: PictureSource[],
  written: PictureSource[],
  format: (typeof LOSSY)[number],
  engine: string,
): Promise<Seen> {
  let off = 0;
  const formats = new Set<string>();
  for (const source of written) {
    const key = `p${sources.indexOf(source)}_${format}`;
    const files = await filesOf(stored, key);
    if (files.length === 0) off = Infinity;
    for (const row of stored.lines) if (row[key]) formats.add((row[key] as { format: string }).format);
    for (const file of files) {
      const decoded = await page.evaluate(decodeInPage, Buffer.from(file).toString('base64'));
      off = Math.max(off, farthestSeen(decoded, source.expected ?? source.drawn) - allowedIn(engine, source));
    }
  }
  const [made = format] = formats;
  if (formats.size > 1) off = Infinity;
  const outcome = made === format ? `within ${LOSSY_WITHIN}` : `written as ${made}`;
  return { name: lossyRow(format), outcome, off, allowed: LOSSY_WITHIN };
}

/** Of an image, or of each image of a list. */
async function filesOf({ lines, file }: Stored, key: string): Promise<Uint8Array[]> {
  const value = lines.find((row) => row[key])?.[key] as unknown as { path?: string; filenames?: string[] } | undefined;
  return Promise.all((value?.filenames ?? [value?.path ?? []].flat()).map(file));
}

interface ToLog {
  entries: { drawn: PictureSource['drawn']; make: string }[];
  tools: string;
  formats: readonly string[];
  files: Record<string, string>;
}

/** Runs in the page. */
async function logAll({ entries, tools, formats, files }: ToLog): Promise<{ absent: number[]; dropped: string[] }> {
  // oxlint-disable-next-line no-implied-eval -- the functions come from the test
  const compile = (source: string): unknown => new Function(`return (${source})`)();
  const { run, spoor } = window;
  const absent: number[] = [];
  const dropped: string[] = [];
  run.on('drop', ({ detail }) => void dropped.push(detail));
  for (const [at, { drawn, make }] of entries.entries()) {
    const made = (compile(tools) as typeof makeTools)(drawn, files);
    const source = await (compile(make) as (tools: Tools) => unknown)(made);
    if (source === null) {
      absent.push(at);
      continue;
    }
    const images = formats.map((format) => {
      const image = new spoor.Image(source as ImageBitmap, { format: format as 'png', quality: 1 });
      return [`p${at}_${format}`, image];
    });
    run.log(Object.fromEntries(images) as Record<string, unknown>);
    for (const tidy of made.after) tidy();
  }
  await run.synced();
  return { absent, dropped };
}

/** Runs in the page. */
async function decodeInPage(base64: string): Promise<Decoded> {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))]));
  const { width, height } = bitmap;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return { width, height, rgba: [...context.getImageData(0, 0, width, height).data] };
}

async function loadTf(page: InPage): Promise<void> {
  await page.evaluate(
    async (text) => {
      const script = document.createElement('script');
      script.textContent = text;
      document.head.append(script);
      await window.tf.setBackend('cpu');
    },
    readFileSync(TF, 'utf8'),
  );
}
