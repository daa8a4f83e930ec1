import { existsSync, realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { SpoorError } from '../wire/index';
import { createAlertWebhook, type AlertWebhookOptions } from './alert-webhook/index';
import { DiskBlobs } from './files/disk-blobs';
import type { ArchiveLimits } from './archive/lines';
import { Credentials } from './access/caller';
import { Clock } from './access/clock';
import { Health } from './trouble/health';
import { Address } from './access/address';
import { checkOrigin, checkWebOrigin } from './access/origin';
import { createApplication } from './http/application';
import { drain, listen } from './http/listening';
import { Live } from './runs/live';
import { Runs } from './runs/runs';
import { packageFolder } from './files/package-folder';
import { startRelay, type ForwardOptions } from './relay/index';
import { Lost } from './files/lost';
import { reconcile } from './files/reconcile';
import { carryOutRemovals } from './files/removals';
import { reportOnce } from './trouble/report-once';
import { TemporaryFiles } from './files/temporary-files';
import { Seals } from './access/signed-token';
import { loadSecrets } from './access/secrets';
import type { Site } from './site';
import { SqliteStore } from './store/sqlite/sqlite-store';
import { FILES } from './files/blob-keys';
import { isWithin } from './files/path-within';
import { WrongKeys } from './access/wrong-keys';

/** How a server is started. */
export interface ServerOptions {
  /** The port to listen at. Default 8080; 0 takes a free one. */
  port?: number;
  /** The address to listen at; default 127.0.0.1, where only this machine can reach it. */
  host?: string;
  /** The folder for all data; default ./spoor-data. One server has it for itself. */
  data?: string;
  /**
   * A web app to serve at /app/. Where only this machine reaches the server, its pages get page tokens by themselves;
   * elsewhere they get them in a browser that is logged in. Default: none.
   */
  app?: string;
  /**
   * Other origins whose pages may send, such as `https://app.example`, `chrome-extension://id`, `tauri://localhost`, or
   * `null` for pages that were opened from disk. They need a token all the same. Default: none.
   */
  allowOrigins?: string[];
  /**
   * The origin of a proxy through which browsers reach the server, such as `https://spoor.example`: it is then among
   * the server's own names, login links and addresses for uploads begin with it, and with https the cookie of the
   * dashboard is for https only. What a proxy says in `X-Forwarded-…` headers is never believed. Default: none.
   */
  publicUrl?: string;
  /** Passes every run on to another server, with a key that only this server has. Default: runs stay here. */
  forward?: ForwardOptions;
  /** Posts each new alert there as JSON, some hours long if need be. Default: nowhere. */
  alertWebhook?: AlertWebhookOptions;
  /** The built package with the dashboard in it; default this package's `dist`. */
  assets?: string;
  /** The largest run file, in bytes. Default 1 GiB. */
  maxFileBytes?: number;
  /**
   * The largest run that can be imported, in bytes: the file itself, what it unpacks to, and one line of that. Default:
   * 4 GiB, 16 GiB and what a page writes at most.
   */
  archiveLimits?: Partial<ArchiveLimits>;
  /** Gets a line for each request; default none. */
  log?: (line: string) => void;
  /**
   * Gets a line about trouble that no answer tells of, and about changes of the link to a server that runs are
   * forwarded to; default stderr.
   */
  report?: (line: string) => void;
  /** The clock, in Unix milliseconds. Default: the machine's. */
  now?: () => number;
}

/** A server that listens. */
export interface RunningServer {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** The owner's key. */
  key: string;
  /** The dashboard with the key in the address: opening it logs the browser in. */
  loginUrl: string;
  /** The same for other machines; empty unless it listens at all addresses of this one, as with `host: '0.0.0.0'`. */
  networkLoginUrls: string[];
  /**
   * Whether pages of the app get page tokens without a login: only where nobody but this machine reaches the server.
   */
  givesTokens: boolean;
  /** The port that it listens at: the one that was free, when 0 was asked for. */
  port: number;
  /** Takes no new requests, finishes those in flight within a few seconds, and closes the database. */
  close(): Promise<void>;
}

/** An artifact that was begun and not committed for so long will not be: its client has long given up. */
const ABANDONED_MS = 7 * 24 * 3600_000;
const SWEEP_MS = 15_000;
const UPLOAD_DEADLINE_MS = 3600_000;

/**
 * Starts a server; the promise is kept once it listens.
 *
 * @throws SpoorError `bad-option`, `port-taken`, `folder-unusable`, `database-unusable`, `newer-database` or
 * `missing-dependency`, with a sentence that says what to do.
 * @example
 * const server = await startServer({ port: 0, data: './runs' });
 * console.log(server.loginUrl);
 * await server.close();
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { port: wanted = 8080, host = '127.0.0.1', log = null, now = Date.now } = options;
  const allowOrigins = checkOrigins(options.allowOrigins ?? []);
  const publicUrl =
    options.publicUrl === undefined ? null : checkWebOrigin('publicUrl (--public-url)', options.publicUrl);
  const data = resolve(options.data ?? 'spoor-data');
  const app = options.app === undefined ? null : resolve(options.app);
  if (app !== null) checkApp(app, data);
  const report = options.report ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const store = await SqliteStore.open(data, report);
  const http = createServer({ requestTimeout: UPLOAD_DEADLINE_MS, keepAliveTimeout: 65_000 });
  const closing = new AbortController();
  const live = new Live(store, now, report);
  try {
    const secrets = loadSecrets(data);
    const blobs = new DiskBlobs(data, { maxBytes: options.maxFileBytes, now });
    store.artifacts.deleteAbandoned(now() - ABANDONED_MS);
    store.contents.forgetUnused();
    await carryOutRemovals({ store, blobs, report });
    await reconcile({ store, blobs, report });
    const tryToStore = async () => {
      store.tryToStore();
      await blobs.tryToStore();
    };
    const rescue = async () => {
      // Whoever removed the whole folder does not want it back.
      realpathSync(data);
      const place = new Lost(data, now()).placeFor(join(data, 'spoor.db'));
      store.copyTo(place);
      return place;
    };
    const runs = new Runs({ store, blobs, now, report, owesAlerts: options.alertWebhook !== undefined });
    runs.watch(live);
    const health = new Health({ data, tryToStore, rescue, report });
    const clock = await Clock.open({
      facts: store.facts,
      machine: now,
      onFailure: (error) => health.blame(error) ?? report(String(error)),
    });
    const seals = new Seals(secrets, clock);
    const port = await listen(http, wanted, host);
    const address = new Address(host, port, allowOrigins, publicUrl);
    const place = { store, blobs, runs, address, now, report };
    const webhook = options.alertWebhook ? createAlertWebhook(place, options.alertWebhook) : null;
    const site: Site = {
      ...place,
      temporaryFiles: new TemporaryFiles(join(data, FILES)),
      seals,
      credentials: new Credentials(secrets, seals),
      wrongKeys: new WrongKeys(),
      health,
      live,
      assets: options.assets ?? join(packageFolder, 'dist'),
      data: realpathSync.native(data),
      app,
      archiveLimits: options.archiveLimits ?? {},
      closing: closing.signal,
      reportUnknown: reportOnce(report),
      relay: options.forward ? await startRelay(place, options.forward) : null,
    };
    webhook?.start();
    http.on('request', getRequestListener(createApplication(site, log).fetch, { overrideGlobalObjects: false }));
    // With the time something is written now and then, so that trouble is known before somebody meets it.
    const regularly = () => Promise.all([live.sweep(), clock.keep(), health.check()]);
    const sweep = setInterval(() => void regularly().catch((error: unknown) => report(String(error))), SWEEP_MS);
    const close = async () => {
      clearInterval(sweep);
      live.close();
      closing.abort();
      await Promise.all([drain(http), site.relay?.close(), webhook?.close()]);
      await clock.keep({ atOnce: true });
      store.close();
    };
    const loginAt = (url: string) => `${url}/?token=${secrets.key}`;
    let closed: Promise<void> | undefined;
    return {
      url: address.listeningUrl,
      key: secrets.key,
      loginUrl: loginAt(address.url),
      givesTokens: app !== null && address.isPrivate,
      networkLoginUrls: address.networkUrls(networkInterfaces()).map(loginAt),
      port,
      close: () => (closed ??= close()),
    };
  } catch (error) {
    http.close();
    store.close();
    throw error;
  }
}

function checkOrigins(given: unknown): string[] {
  if (Array.isArray(given)) return given.map((origin) => checkOrigin('Each of allowOrigins (--allow-origin)', origin));
  throw new SpoorError(
    'bad-option',
    `allowOrigins must be a list such as ['https://app.example'], not ${JSON.stringify(given)}.`,
  );
}

/**
 * The data folder may lie in that of the app, and is not served with it. The other way round there would be nothing to
 * serve.
 */
function checkApp(app: string, data: string): void {
  if (!existsSync(app)) {
    throw new SpoorError('folder-unusable', `There is no folder ${app}: give --app the folder of a built web app.`);
  }
  if (existsSync(data) && isWithin(realpathSync.native(app), realpathSync.native(data))) {
    throw new SpoorError(
      'folder-unusable',
      `The app ${app} lies in the data folder ${data}, which is never served: choose another folder with --data.`,
    );
  }
}
