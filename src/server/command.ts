#!/usr/bin/env node
/** The `spoor` command. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { isSpoorError, SpoorError } from '../wire/index';
import type { AlertWebhookOptions } from './alert-webhook/index';
import { importCommand } from './archive/command';
import { exportCommand } from './export/command';
import { version } from './files/package-folder';
import type { ForwardOptions } from './relay/index';
import { startServer, type RunningServer } from './server';

interface ServeFlags {
  port: number;
  host: string;
  data: string;
  app?: string;
  allowOrigin?: string[];
  publicUrl?: string;
  forwardTo?: string;
  forwardKeyFile?: string;
  forwardEntity?: string;
  forwardAll: boolean;
  forwardInsecure: boolean;
  alertWebhook?: string;
  alertWebhookFile?: string;
  verbose: boolean;
}

async function serve(flags: ServeFlags): Promise<void> {
  const { port, host, data, app, allowOrigin = [], publicUrl, verbose } = flags;
  const forward = forwardOptions(flags);
  const alertWebhook = webhookOptions(flags);
  const server = await startServer({
    port,
    host,
    data,
    allowOrigins: allowOrigin,
    ...(publicUrl !== undefined && { publicUrl }),
    ...(app !== undefined && { app }),
    ...(forward && { forward }),
    ...(alertWebhook && { alertWebhook }),
    ...(verbose && { log: (line: string) => console.error(line) }),
  });
  stopOnSignal(server);
  if (app !== undefined && !existsSync(join(app, 'index.html')))
    console.warn(`${resolve(app)} has no index.html: there is nothing at /app/ itself, open a page of it by its name.`);
  if (app !== undefined && !server.givesTokens)
    console.warn(
      'Others than this machine reach this server: pages of the app get a token only in a browser that is logged in, or need one in init().',
    );
  console.log(`
Spoor is running. To see your runs, open this address in a browser:

    ${server.loginUrl}
${fromOutside(server)}
Data folder: ${resolve(data)}${publicUrl === undefined ? '' : `\nListens at:  ${server.url}, for the proxy before it`}${app === undefined ? '' : `\nYour app:    ${publicUrl ?? server.url}/app/`}${forward ? `\nForwarding:  every run, to ${forward.to}` : ''}${alertWebhook ? `\nAlerts:      each one, to ${new URL(alertWebhook.url.trim()).host}` : ''}
Stop with Ctrl+C.`);
}

function fromOutside({ networkLoginUrls }: RunningServer): string {
  return networkLoginUrls.length === 0
    ? ''
    : `\nFrom other machines:\n\n${networkLoginUrls.map((url) => `    ${url}\n`).join('')}`;
}

const KEY_VARIABLE = 'SPOOR_FORWARD_KEY';

function forwardOptions({
  forwardTo,
  forwardKeyFile,
  forwardEntity,
  forwardAll,
  forwardInsecure,
}: ServeFlags): ForwardOptions | null {
  if (forwardTo === undefined) {
    if (forwardKeyFile === undefined && forwardEntity === undefined && !forwardAll && !forwardInsecure) return null;
    throw new SpoorError('bad-option', 'Say where to forward runs to: add --forward-to URL.');
  }
  const key = () =>
    (forwardKeyFile === undefined ? process.env[KEY_VARIABLE] : readFileSync(forwardKeyFile, 'utf8')) ?? '';
  if (forwardKeyFile === undefined && !process.env[KEY_VARIABLE]) {
    throw new SpoorError(
      'bad-option',
      `Forwarding needs a key of ${forwardTo}: put it into a file and add --forward-key-file FILE, or into the environment variable ${KEY_VARIABLE}.`,
    );
  }
  if (forwardKeyFile !== undefined && !existsSync(forwardKeyFile)) {
    throw new SpoorError(
      'bad-option',
      `There is no file ${forwardKeyFile}: put the key of ${forwardTo} into it, or name another with --forward-key-file.`,
    );
  }
  return {
    to: forwardTo,
    key,
    all: forwardAll,
    insecure: forwardInsecure,
    ...(forwardEntity !== undefined && { entity: forwardEntity }),
  };
}

const WEBHOOK_VARIABLE = 'SPOOR_ALERT_WEBHOOK';

function webhookOptions({ alertWebhook, alertWebhookFile }: ServeFlags): AlertWebhookOptions | null {
  if (alertWebhookFile !== undefined && !existsSync(alertWebhookFile)) {
    throw new SpoorError(
      'bad-option',
      `There is no file ${alertWebhookFile}: put the address of the alert webhook into it, or name another with --alert-webhook-file.`,
    );
  }
  const inFile = alertWebhookFile === undefined ? undefined : readFileSync(alertWebhookFile, 'utf8');
  const url = alertWebhook ?? inFile ?? (process.env[WEBHOOK_VARIABLE] || undefined);
  return url === undefined ? null : { url };
}

function stopOnSignal(server: RunningServer): void {
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  // Once: a second Ctrl+C ends the process the hard way.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function fail(error: unknown): never {
  console.error(isSpoorError(error) ? `spoor: ${error.message}` : error);
  process.exit(1);
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

function gather(text: string, before: string[] = []): string[] {
  return [...before, text];
}

const program = new Command('spoor')
  .description('Experiment tracking for machine learning in a web page.')
  .version(version);

program
  .command('serve')
  .description('Receive runs and show them in a browser.')
  .option('--port <number>', 'port to listen at; 0 takes a free one', readPort, 8080)
  .option('--host <address>', 'address to listen at; beyond 127.0.0.1 other machines can reach it', '127.0.0.1')
  .option('--data <folder>', 'where all data is kept', './spoor-data')
  .option('--app <folder>', 'also serve this web app, at /app/')
  .option(
    '--allow-origin <origin>',
    'let pages of this origin send, too, such as https://app.example (may be repeated)',
    gather,
  )
  .option(
    '--public-url <url>',
    'the address of a proxy through which browsers reach this server, such as https://spoor.example',
  )
  .option('--forward-to <url>', 'pass every run on to this server of the W&B protocol, such as https://api.wandb.ai')
  .option(
    '--forward-key-file <file>',
    `file with the key of that server; without it, the environment variable ${KEY_VARIABLE}`,
  )
  .option('--forward-entity <name>', "whose the runs are there; default: the key's own entity")
  .option('--forward-all', 'also pass on runs that had ended before runs were first passed on there', false)
  .option('--forward-insecure', 'pass runs on over plain http, where everybody on the way can read the key', false)
  .option('--alert-webhook <url>', 'post each alert to this address as JSON, in a shape that Slack shows')
  .option(
    '--alert-webhook-file <file>',
    `the same, with the address in a file; without it, the environment variable ${WEBHOOK_VARIABLE}`,
  )
  .option('--verbose', 'print a line for each request', false)
  .action(serve);

program.addCommand(exportCommand).addCommand(importCommand);

program.parseAsync().catch(fail);
