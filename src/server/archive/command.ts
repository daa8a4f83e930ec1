import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Command } from 'commander';
import { type ImportAnswer, isSpoorError, messageOf, SpoorError } from '../../wire/index';
import { openStore } from '../export/folder-source';
import { serverAddress } from '../export/server-address';
import { request } from '../export/server-source';
import { refusalOf } from '../trouble/refusal';
import { DiskBlobs } from '../files/disk-blobs';
import { Runs } from '../runs/runs';
import { importArchive } from './import';
import { ARCHIVE_LIMITS } from './lines';

interface ImportFlags {
  data: string;
  server?: string;
  key?: string;
}

const EXPLANATION = `
FILE is what "exportRun(run)" gives in a page: the run as that browser holds it.

Lines are stored by their numbers, so a file may be imported twice, and a run of which the server has a part gets exactly what it
lacks. When the page delivers the run later, nothing is doubled. A file that is damaged changes nothing.

A server that is running has its data for itself: say its address with --server, and its key with --key unless it is in --data.`;

/** `spoor import`: takes in runs that pages have written to files. */
export const importCommand = new Command('import')
  .description('Store runs that were downloaded from a browser.')
  .argument('<file...>', 'what the browser saved, ….spoor')
  .option('--data <folder>', 'where the server keeps its data', './spoor-data')
  .option('--server <url>', 'import into this running server')
  .option('--key <key>', 'the key that the server printed; default: the one in --data')
  .addHelpText('after', EXPLANATION)
  .action(importFiles);

/** All files are tried; the first failure is the command's own. */
async function importFiles(files: string[], flags: ImportFlags): Promise<void> {
  const target = await openTarget(flags);
  let failure: unknown;
  try {
    for (const file of files) {
      try {
        checkFile(file);
        console.log(describe(file, await target.take(file)));
      } catch (error) {
        const explained = explain(file, error);
        if (failure) console.error(`spoor: ${messageOf(explained)}`);
        failure ??= explained;
      }
    }
  } finally {
    target.close();
  }
  if (failure) throw failure;
}

async function openTarget({
  data,
  server,
  key: given,
}: ImportFlags): Promise<{ take(file: string): Promise<ImportAnswer>; close(): void }> {
  if (server !== undefined) {
    const { url, key } = serverAddress({ data, server, key: given });
    return {
      take: async (file) => {
        const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
        const answer = await request(url, key, '/api/import', { method: 'POST', body, duplex: 'half' } as RequestInit);
        return (await answer.json()) as ImportAnswer;
      },
      close: () => undefined,
    };
  }
  const store = await openStore(data, 'import');
  const place = {
    store,
    blobs: new DiskBlobs(data),
    now: Date.now,
    report: (line: string) => console.error(`spoor: ${line}`),
  };
  const target = { ...place, runs: new Runs(place) };
  return {
    take: (file) => importArchive(target, () => createReadStream(file), ARCHIVE_LIMITS),
    close: () => store.close(),
  };
}

function checkFile(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new SpoorError('not-found', 'there is no such file.');
}

function describe(file: string, { entity, project, run, lines, files, missing }: ImportAnswer): string {
  const added = lines + files === 0 ? 'nothing new' : `${lines} lines and ${files} files added`;
  const gap =
    missing > 0
      ? `\n  ${missing} lines before these are not here: the browser had delivered them to another server.`
      : '';
  return `${file}: ${entity}/${project}/${run}, ${added}${gap}`;
}

function explain(file: string, error: unknown): unknown {
  const refusal = refusalOf(error);
  if (refusal) return new SpoorError('refused', `${file}: ${refusal.message}`, { cause: error });
  return isSpoorError(error) ? new SpoorError(error.code, `${file}: ${error.message}`, { cause: error }) : error;
}
