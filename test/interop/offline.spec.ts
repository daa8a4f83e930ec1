import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { parseExactRow } from '../../src/server/ingest/exact-line';
import { parseRow } from '../../src/wire/index';
import { clients } from './clients';
import { test as base, type InteropServer } from './suite';

/** Folders of runs that the client has written, one live and one offline, of the same program. */
const test = base.extend<{ folders: { live: string; offline: string } }>({
  folders: [
    async ({ server }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'spoor-offline-'));
      const run = async (mode: string, name: string) =>
        String((await server.python('offline.py', { args: [mode, name], folder })).result['folder']);
      try {
        await use({ live: await run('online', 'live'), offline: await run('offline', 'away') });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    { scope: 'file' },
  ],
});

const FIELDS =
  'displayName notes tags group jobType state exitcode config summaryMetrics historyLineCount logLineCount history(samples: 2000) logLines { edges { node { line level } } } files { edges { node { name md5 } } } alerts { title text severity }';

interface Stored {
  history: string[];
  config: string;
  summaryMetrics: string;
  files: { edges: { node: { name: string; md5: string } }[] };
  historyLineCount: number;
  alerts: object[];
}

/** All that the server has of a run, except when and where it ran. */
async function stored(server: InteropServer, run: string, project = 'offline') {
  const answer = await server.graphql<{ project: { run: Stored } | null }>(
    `query($project: String!, $run: String!) { project(name: $project) { run(name: $run) { ${FIELDS} } } }`,
    { project, run },
  );
  const found = answer.data?.project?.run;
  if (!found) return null;
  const { history, config, summaryMetrics, files, ...rest } = found;
  const { _wandb: client, ...own } = parseRow(config);
  return {
    ...rest,
    config: own,
    metrics: (client as { value: { m: unknown } }).value.m,
    rows: history.map(parseExactRow),
    summary: parseRow(summaryMetrics),
    // The others describe the machine, the moment and the command.
    files: files.edges
      .map(({ node }) => node)
      .filter(({ name }) => /^(media|saved)/.test(name))
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

const untimed = ({ _runtime, _timestamp, _wandb, ...row }: ReturnType<typeof parseRow>) => row;

describe(clients.wandb, () => {
  test('runs offline, and syncs to the same as live', async ({ server, folders }) => {
    expect(await stored(server, 'away')).toBeNull();
    const { output } = await server.wandb(['sync', folders.offline]);
    expect(output).toContain('Finished syncing');
    const [live, synced] = [(await stored(server, 'live'))!, (await stored(server, 'away'))!];
    expect(live.rows).toHaveLength(501);
    expect(live.files).toHaveLength(2);
    expect(live.historyLineCount).toBe(501);
    expect(live.alerts).toHaveLength(1);
    const plain = (run: typeof live) => ({ ...run, rows: run.rows.map(untimed), summary: untimed(run.summary) });
    expect(plain(synced)).toEqual(plain(live));
  });

  test('syncs a second time, which adds nothing', async ({ server, folders }) => {
    const before = await stored(server, 'away');
    expect((await server.wandb(['sync', folders.offline])).output).toContain('Skipped 1 synced run');
    await server.wandb(['sync', '--include-synced', folders.offline]);
    expect(await stored(server, 'away')).toEqual(before);
  });

  test('syncs what a live run has kept, to the same lines', async ({ server, folders }) => {
    await server.wandb(['sync', '--include-online', '--include-synced', '-p', 'copies', folders.live]);
    const [live, copy] = [(await stored(server, 'live'))!, (await stored(server, 'live', 'copies'))!];
    expect(copy.rows).toEqual(live.rows);
    expect(copy).toEqual(live);
  });
});
