import type { Context } from 'hono';
import { oneLine } from '../trouble/one-line';
import type { Site } from '../site';
import { refuse } from './answer';
import type { Env } from './env';
import { isForPerson, noticePage } from './notice-page';

/** The scripts for pages, at /sdk/. */
export const PUBLIC_SCRIPTS = [
  'spoor.iife.js',
  'spoor.tfjs.iife.js',
  'spoor.media.iife.js',
  'spoor.video.iife.js',
  'spoor.esm.js',
  'spoor.tfjs.esm.js',
  'spoor.media.esm.js',
  'spoor.video.esm.js',
  'worker.js',
  'service-worker.iife.js',
];

/** Where W&B's clients look whether their own measurements are wanted; 404 is the answer that ends it. */
const TELEMETRY = '/sdk/otel/';

/**
 * Browsers ask of their own accord for much that nobody has: icons, manifests. They say what for, which is `empty` for
 * a program's request. A program reads the answer, too: `no-cors` is what any page of the web can send without being
 * let in.
 */
function isFromProgram(c: Context<Env>): boolean {
  const isOfBrowser =
    (c.req.header('sec-fetch-dest') ?? 'empty') !== 'empty' || c.req.header('sec-fetch-mode') === 'no-cors';
  return !isOfBrowser && !c.req.path.startsWith(TELEMETRY);
}

/**
 * Answers whoever asks for what is not there: a person with a page, a program with JSON, both with what to do where
 * that is known.
 */
export function notFound(c: Context<Env>, site: Site): Response {
  if (isFromProgram(c)) site.reportUnknown(`HTTP: there is nothing at ${c.req.method} ${c.req.path}.`);
  const advice = adviceFor(c.req.path, site);
  if (!isForPerson(c)) return refuse(404, [`There is nothing at ${c.req.path}.`, ...advice].join(' '));
  // The address is not shown: anybody can have made it up.
  return noticePage(
    404,
    'Not here',
    `<p>There is nothing at this address. ${advice.join(' ')} Your projects are on <a href="/">the dashboard</a>.</p>`,
  );
}

/** Answers a request whose method the address does not take. */
export function wrongMethod(c: Context<Env>, methods: readonly string[]): Response {
  const answer = refuse(405, oneLine(`${c.req.method} is not for ${c.req.path}: it takes ${methods.join(', ')}.`));
  answer.headers.set('Allow', methods.join(', '));
  return answer;
}

function adviceFor(path: string, { app }: Site): string[] {
  const [, folder] = path.split('/');
  if (folder === 'sdk')
    return [`The scripts for pages are ${PUBLIC_SCRIPTS.map((name) => `/sdk/${name}`).join(', ')}.`];
  if (folder === 'assets' && app !== null)
    return [
      "An app that is built for the root of a site looks for its files here: build it for /app/, with Vite by base: './'.",
    ];
  if (folder !== 'app') return [];
  if (app === null)
    return ['This server was started without an app: give `spoor serve` the folder of a built one with --app.'];
  return path === '/app/'
    ? ['The folder that was given with --app has no index.html: add one, or open another page of it by its name.']
    : [];
}
