import { Hono, type Context } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { Meter, meteredStore } from '../reading/metered-store';
import { oneLine } from '../trouble/one-line';
import type { Site } from '../site';
import { answerError } from './answer';
import { appFile } from './app-files';
import { getArtifactFile, getDownload } from './artifact-download';
import type { Env } from './env';
import { fileStream } from './filestream';
import { gate } from './gate';
import { graphql } from './graphql';
import { health } from './health';
import { liveEvents } from './live-events';
import { LOGIN_PATH, logIn } from './login';
import { notFound, PUBLIC_SCRIPTS, wrongMethod } from './not-found';
import { dashboardPage, icon, isDashboardPath } from './dashboard-page';
import { pageToken } from './page-token';
import { keys, rows, series } from './run-queries';
import { runZip, runFile, runLog, runManifest } from './run-export';
import { getFile } from './run-files';
import { importRun } from './run-import';
import { staticFile } from './static';
import { putFile } from './uploads';

/** Every address that the server answers. */
export function createApplication(site: Site, log: ((line: string) => void) | null): Hono<Env> {
  const app = new Hono<Env>();
  const nothing = (c: Context<Env>) => notFound(c, site);
  const reads = (c: Context<Env>) => ['GET', 'HEAD'].includes(c.req.method);
  const reading = (c: Context<Env>): Site => ({
    ...site,
    store: meteredStore(site.store, new Meter(c.req.raw.signal)),
  });
  const page = (c: Context<Env>) => (reads(c) && isDashboardPath(c.req.path) ? dashboardPage(c, site) : nothing(c));

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
  app.use(methodNotAllowed({ app, onMethodNotAllowed: wrongMethod }));
  app.onError((error) => answerError(error, site));
  app.notFound(nothing);

  app.get('/api/health', (c) => health(c, site));
  app.post('/api/page-token', (c) => pageToken(c, site));
  app.post(LOGIN_PATH, (c) => logIn(c, site));
  // A browser that shows the page for a wrong key, and is told to load it again, asks for this address.
  app.get(LOGIN_PATH, (c) => c.redirect('/'));
  app.post('/api/import', (c) => importRun(c, site));
  app.get('/api/live', (c) => liveEvents(c, site));
  app.get('/api/runs/:entity/:project/:run/series', (c) => series(c, reading(c)));
  app.get('/api/runs/:entity/:project/:run/rows', (c) => rows(c, reading(c)));
  app.get('/api/runs/:entity/:project/:run/keys', (c) => keys(c, reading(c)));
  app.get('/api/runs/:entity/:project/:run/wandb.zip', (c) => runZip(c, site));
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
    return (PUBLIC_SCRIPTS.includes(name) ? await staticFile(c, site.assets, name, { headers }) : null) ?? nothing(c);
  });
  app.get('/assets/*', async (c) => (await staticFile(c, `${site.assets}/dashboard`, c.req.path)) ?? nothing(c));
  app.get('/app', (c) => c.redirect('/app/'));
  app.get('/app/*', (c) => appFile(c, site));
  app.get('/favicon.ico', async (c) => (await icon(c, site)) ?? nothing(c));
  // The dashboard is for those who are logged in, whatever becomes of its address.
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'));

  // For all methods, lest a name that begins like a page of the dashboard is taken for one that only lacks the method.
  app.all('/', page);
  app.all('/:entity/:project', page);
  app.all('/:entity/:project/runs/:run', page);
  // W&B's clients print this address; the runs of a sweep are among those of its project.
  app.get('/:entity/:project/sweeps/:sweep', (c) =>
    c.redirect(`/${[c.req.param('entity'), c.req.param('project')].map(encodeURIComponent).join('/')}`),
  );
  return app;
}
