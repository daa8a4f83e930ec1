import { Hono, type Context } from 'hono';
import { version } from '../package-folder';
import { oneLine } from '../one-line';
import type { Site } from '../site';
import { answerError, refuse } from './answer';
import { getArtifactFile, getDownload } from './contents';
import type { Env } from './env';
import { fileStream } from './filestream';
import { gate } from './gate';
import { graphql } from './graphql';
import { liveEvents } from './live-events';
import { dashboardPage, isDashboardPath, nothingHere } from './pages';
import { pageToken } from './page-token';
import { keys, rows, series } from './run-api';
import { runArchive, runFile, runLog, runManifest } from './run-export';
import { getFile } from './run-files';
import { importRun } from './run-import';
import { staticFile } from './static';
import { putFile } from './uploads';

const PUBLIC_SCRIPTS = ['spoor.iife.js', 'spoor.esm.js', 'tfjs.esm.js', 'worker.js', 'service-worker.iife.js'];

/** Where W&B's clients look whether their own measurements are wanted; 404 is the answer that ends it. */
const TELEMETRY = '/sdk/otel/';

/**
 * Browsers ask of their own accord for much that nobody has: icons, manifests. They say what for, which is `empty` for a program's request. A program
 * reads the answer, too: `no-cors` is what any page of the web can send without being let in.
 */
function isFromProgram(c: Context<Env>): boolean {
  const isOfBrowser = (c.req.header('sec-fetch-dest') ?? 'empty') !== 'empty' || c.req.header('sec-fetch-mode') === 'no-cors';
  return !isOfBrowser && !c.req.path.startsWith(TELEMETRY);
}

/** Every address that the server answers. */
export function createApplication(site: Site, log: ((line: string) => void) | null): Hono<Env> {
  const app = new Hono<Env>();
  const notFound = (c: Context<Env>) => {
    if (isFromProgram(c)) site.reportUnknown(`HTTP: there is nothing at ${c.req.method} ${c.req.path}.`);
    return c.req.header('sec-fetch-dest') === 'document' ? nothingHere() : refuse(404, `There is nothing at ${c.req.path}.`);
  };
  const page = (c: Context<Env>) => (isDashboardPath(c.req.path) ? dashboardPage(c, site) : notFound(c));

  app.use(async (c, next) => {
    await next();
    // Hono answers HEAD as GET, and forgets the body: a file would stay open, a listener stay for ever.
    if (c.req.method === 'HEAD') await c.res.body?.cancel();
  });
  if (log) {
    app.use(async (c, next) => {
      await next();
      log(oneLine(`${c.req.method} ${c.req.path} ${c.res.status}`));
    });
  }
  app.use(gate(site));
  app.onError((error) => answerError(error, site.report));
  app.notFound(notFound);

  app.get('/api/health', (c) => c.json({ ok: true, version }));
  app.post('/api/page-token', (c) => pageToken(c, site));
  app.post('/api/import', (c) => importRun(c, site));
  app.get('/api/live', (c) => liveEvents(c, site));
  app.get('/api/runs/:entity/:project/:run/series', (c) => series(c, site));
  app.get('/api/runs/:entity/:project/:run/rows', (c) => rows(c, site));
  app.get('/api/runs/:entity/:project/:run/keys', (c) => keys(c, site));
  app.get('/api/runs/:entity/:project/:run/wandb.zip', (c) => runArchive(c, site));
  app.get('/api/runs/:entity/:project/:run/wandb', (c) => runManifest(c, site));
  app.get('/api/runs/:entity/:project/:run/wandb/log', (c) => runLog(c, site));
  app.get('/api/runs/:entity/:project/:run/wandb/file', (c) => runFile(c, site));

  app.post('/graphql', (c) => graphql(c, site));
  app.post('/files/:entity/:project/:run/file_stream', (c) => fileStream(c, site));
  app.get('/files/:entity/:project/:run/:path{.+}', (c) => getFile(c, site));
  app.put('/uploads/:ticket', (c) => putFile(c, site));
  app.get('/downloads/:ticket', (c) => getDownload(c, site));
  app.get('/artifactsV2/:region/:entity/:project/:collection/:birth/:hex/:name', (c) => getArtifactFile(c, site));

  app.get('/sdk/:name', async (c) => {
    const name = c.req.param('name');
    const headers = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
    return (PUBLIC_SCRIPTS.includes(name) ? await staticFile(site.assets, name, headers) : null) ?? notFound(c);
  });
  app.get('/assets/*', async (c) => (await staticFile(`${site.assets}/dashboard`, c.req.path)) ?? notFound(c));
  app.get('/app', (c) => c.redirect('/app/'));
  app.get(
    '/app/*',
    async (c) => (site.app ? await staticFile(site.app, c.req.path.slice('/app'.length), {}, site.data) : null) ?? notFound(c),
  );

  app.get('/', page);
  app.get('/:entity/:project', page);
  app.get('/:entity/:project/runs/:run', page);
  // W&B's clients print this address; the runs of a sweep are among those of its project.
  app.get('/:entity/:project/sweeps/:sweep', (c) =>
    c.redirect(`/${[c.req.param('entity'), c.req.param('project')].map(encodeURIComponent).join('/')}`),
  );
  return app;
}
