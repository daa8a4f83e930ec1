import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestServer } from '../../../support/server';
import { readJournal, type JournalContent } from './journal-content';
import { deliverJournal, KINDS, leaveUndelivered, type Scene } from './kinds-of-runs';
import { PinnedBrowser, SERVER } from './pinned-page';
import { ScriptedServer, type RecordedRequest } from './scripted-server';

/*
 * What pages sent, kept and exported before the folders were arranged as they are now. Servers, journals and archives
 * of then are still there, so it has to stay: a difference is a change of what is on the wire or on disk, which is made
 * on purpose or not at all. `SPOOR_RECORD=write` records anew.
 */

const isRecording = process.env['SPOOR_RECORD'] === 'write';
const at = (file: string) => join(import.meta.dirname, file);
const fixture = (kind: string) => at(join('requests', `${kind.replaceAll(/\W+/g, '-')}.json`));
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

function same(file: string, value: unknown): void {
  if (isRecording) writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  const recorded = readJson(file);
  expect(value).toEqual(recorded);
  // The order of members too.
  expect(JSON.stringify(value)).toBe(JSON.stringify(recorded));
}

let server: ScriptedServer;
let scene: Scene;
beforeEach(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  server = await new ScriptedServer(SERVER).start();
  const settings = { transmitInterval: 45_000, pageMetricsInterval: 0 };
  scene = {
    browser: new PinnedBrowser(server.url),
    server,
    options: { project: 'p', baseUrl: SERVER, token: 'a-token', settings },
  };
});
afterEach(async () => {
  scene.browser.close();
  await server.stop();
});

describe('what was recorded', () => {
  it.each(Object.keys(KINDS))('is what is sent now: %s', async (kind) => {
    mkdirSync(at('requests'), { recursive: true });
    await KINDS[kind]!(scene);
    same(fixture(kind), server.heard satisfies RecordedRequest[]);
  });

  it('is what the journal of a browser holds, and what is in an archive', async () => {
    const archive = gunzipSync(await (await leaveUndelivered(scene)).arrayBuffer());
    const content = await readJournal();
    if (isRecording) writeFileSync(at('run.spoor'), gzipSync(archive));
    same(at('journal.json'), content);
    expect(archive.toString()).toBe(gunzipSync(readFileSync(at('run.spoor'))).toString());
  });

  it('is delivered from a journal that was left then', async () => {
    await deliverJournal(scene, readJson(at('journal.json')) as JournalContent);
    same(fixture('a journal'), server.heard satisfies RecordedRequest[]);
  });

  it('is imported from an archive of then', async () => {
    scene.browser.close();
    await using real = await startTestServer();
    const body = readFileSync(at('run.spoor'));
    const imported = await real.fetch('/api/import', { method: 'POST', body });
    expect(await imported.json()).toMatchObject({ project: 'p', lines: 6, files: 2, missing: 0 });
  });

  it('has a recording for each kind', () => {
    expect(Object.keys(KINDS).filter((kind) => !existsSync(fixture(kind)))).toEqual([]);
  });
});
