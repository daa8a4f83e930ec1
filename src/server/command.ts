#!/usr/bin/env node
/** The `spoor` command. */
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { isSpoorError } from '../wire/problem';
import { exportCommand } from './export/command';
import { version } from './package-folder';
import { startServer, type RunningServer } from './server';

interface ServeFlags {
  port: number;
  host: string;
  data: string;
  app?: string;
  allowOrigin?: string[];
  verbose: boolean;
}

async function serve({ port, host, data, app, allowOrigin = [], verbose }: ServeFlags): Promise<void> {
  const server = await startServer({
    port,
    host,
    data,
    allowOrigins: allowOrigin,
    ...(app !== undefined && { app }),
    ...(verbose && { log: (line: string) => console.error(line) }),
  });
  stopOnSignal(server);
  console.log(`
Spoor is running. To see your runs, open this address in a browser:

    ${server.loginUrl}

Data folder: ${resolve(data)}${app === undefined ? '' : `\nYour app:    ${server.url}/app/`}
Stop with Ctrl+C.`);
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
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

function readOrigin(text: string, before: string[] = []): string[] {
  // Pages opened from disk, and sandboxed frames, have the origin "null".
  if (text === 'null') return [...before, text];
  if (!URL.canParse(text) || new URL(text).origin === 'null') throw new InvalidArgumentError('It must look like https://example.com.');
  return [...before, new URL(text).origin];
}

const program = new Command('spoor').description('Experiment tracking for machine learning in a web page.').version(version);

program
  .command('serve')
  .description('Receive runs and show them in a browser.')
  .option('--port <number>', 'port to listen at; 0 takes a free one', readPort, 8080)
  .option('--host <address>', 'address to listen at; beyond 127.0.0.1 other machines can reach it', '127.0.0.1')
  .option('--data <folder>', 'where all data is kept', './spoor-data')
  .option('--app <folder>', 'also serve this web app, at /app/')
  .option('--allow-origin <url>', 'let pages of this origin send, too (may be repeated)', readOrigin)
  .option('--verbose', 'print a line for each request', false)
  .action(serve);

program.addCommand(exportCommand);

program.parseAsync().catch(fail);
