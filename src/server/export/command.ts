import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { SpoorError } from '../../wire/index';
import { openFolder } from './folder-source';
import type { OfflineRun } from './offline-run';
import { serverAddress } from './server-address';
import { ServerSource } from './server-source';
import { isMeant, pathOf, type RunName, type RunSource } from './source';
import { checkTarget, prepareTarget, writeRun } from './write-folder';

interface ExportFlags {
  wandb: string;
  data: string;
  server?: string;
  key?: string;
  overwrite: boolean;
}

const EXPLANATION = `
Writes each run as a folder offline-run-…, which W&B's own client uploads:

    spoor export --wandb runs
    wandb sync runs/offline-run-*

RUN is entity/project/run, project/run, or a project; without any, all runs are exported.

Send a run once, when it has finished: "wandb sync" marks the folder, but it adds the rows to whatever the run has at W&B. To
send a run again, delete it there first, or give it another id with "wandb sync --id". A run that goes on is exported as it is
now, and W&B will show it as failed. Lines that are missing leave no gap.

A server that is running has its data for itself: say its address with --server, and its key with --key unless it is in --data.`;

/** `spoor export`: takes runs to W&B. */
export const exportCommand = new Command('export')
  .description('Write runs as folders that "wandb sync" uploads to W&B.')
  .argument('[run...]', 'which runs; default: all')
  .requiredOption('--wandb <folder>', 'where to write')
  .option('--data <folder>', 'where the server keeps its data', './spoor-data')
  .option('--server <url>', 'export from this running server')
  .option('--key <key>', 'the key that the server printed; default: the one in --data')
  .option('--overwrite', 'replace what was exported there before, and its mark of having been sent', false)
  .addHelpText('after', EXPLANATION)
  .action(exportRuns);

async function exportRuns(choices: string[], { wandb: target, overwrite, ...from }: ExportFlags): Promise<void> {
  const source = await openSource(from);
  try {
    const names = choose(await source.list(), choices);
    if (names.length === 0) return console.log('There are no runs yet.');
    await prepareTarget(target);
    const folders = new Map<string, RunName>();
    for (const name of names) {
      const run = await source.open(name, {});
      refuseTwins(folders, run, name);
      await checkTarget(target, run, overwrite);
    }
    for (const name of names) await exportRun(source, name, target);
    const [only] = folders.size === 1 ? folders.keys() : ['offline-run-*'];
    console.log(
      `\nTo send ${folders.size === 1 ? 'it' : 'them'} to W&B:\n\n    wandb sync ${quoted(target)}/${quoted(only!)}\n`,
    );
  } finally {
    source.close();
  }
}

async function openSource({ data, server, key }: Pick<ExportFlags, 'data' | 'server' | 'key'>): Promise<RunSource> {
  if (server === undefined) return openFolder(data);
  const { url, key: found } = serverAddress({ data, server, key });
  return new ServerSource(url, found);
}

async function exportRun(source: RunSource, name: RunName, target: string): Promise<void> {
  let unreadable = 0;
  // Without a terminal it draws nothing.
  const bar = new SingleBar({
    format: `${pathOf(name)} {bar} {percentage}% of {total} lines and files`,
    clearOnComplete: true,
    hideCursor: true,
  });
  const run = await source.open(name, { onLines: (count) => bar.increment(count), onUnreadable: () => unreadable++ });
  bar.start(run.lines + run.files.length, 0);
  try {
    await writeRun(target, run, () => bar.increment());
  } finally {
    bar.stop();
  }
  console.log(`${pathOf(name)}: ${run.lines} lines, ${run.files.length - 1} files`);
  if (unreadable > 0)
    console.error(
      `  ${unreadable} of the lines are not JSON objects; W&B has no place for them, and they are left out.`,
    );
}

/** @throws SpoorError `not-found` when a choice means nothing. */
function choose(names: RunName[], choices: string[]): RunName[] {
  for (const choice of choices) {
    if (names.some((name) => isMeant(name, choice))) continue;
    throw new SpoorError(
      'not-found',
      `There is no run or project ${JSON.stringify(choice)}: write entity/project/run, project/run or project.`,
    );
  }
  return choices.length === 0 ? names : names.filter((name) => choices.some((choice) => isMeant(name, choice)));
}

/** Two projects can have runs of one id; W&B's folders name the id and the second of the start only. */
function refuseTwins(folders: Map<string, RunName>, { folder }: OfflineRun, name: RunName): void {
  const twin = folders.get(folder);
  if (twin)
    throw new SpoorError(
      'folder-unusable',
      `${pathOf(twin)} and ${pathOf(name)} would both be ${folder}: export them one by one, to two folders.`,
    );
  folders.set(folder, name);
}

/** As a shell reads it. */
function quoted(text: string): string {
  return /^[\w./*-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
