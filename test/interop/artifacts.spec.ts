import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Row } from '../../src/wire/index';
import { clients } from './clients';
import { test, type InteropServer } from './suite';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'spoor-artifacts-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * All programs share a folder, and each goes on where the one before has stopped; none finds the downloads of another
 * in a cache.
 */
const run = async (server: InteropServer, what: string, env: Record<string, string> = {}): Promise<Row> =>
  (await server.python('artifacts.py', { args: [what], folder, env })).result;

const hex = (text: string) => Buffer.from(text).toString('hex');
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('hex');
const FILES = { 'a.txt': hex('alpha'), 'deep/ünï cödé #1?.bin': EVERY_BYTE, empty: '', far: hex('far away') };

let logged: Row;

describe(clients.wandb, () => {
  test('logs artifacts: files, folders, references', async ({ server }) => {
    logged = await run(server, 'logs');
    expect(logged['first']).toMatchObject({
      name: 'ds:v0',
      type: 'dataset',
      state: 'COMMITTED',
      aliases: ['best', 'latest'],
      tags: ['raw'],
      description: 'the first',
      metadata: { rows: 3 },
      size: 5 + 256 + 8,
      files: 4,
    });
    expect(logged['again'], 'the same content makes no new version').toEqual(logged['first']);
    expect(logged['second']).toMatchObject({ name: 'ds:v1', aliases: ['latest'], tags: [], size: 6 + 256 + 8 });
    expect(logged['single']).toMatchObject({ name: 'single:v0', type: 'file', files: 1, size: 6 });
    // alpha, alpha!, all bytes, nothing, and the manifests of three versions: each once.
    expect(
      readdirSync(join(server.data, 'contents'), { recursive: true }).filter((name) => String(name).includes('/')),
    ).toHaveLength(7);
  });

  test('uses and downloads artifacts', async ({ server }) => {
    const result = await run(server, 'downloads');
    const newer = { ...FILES, 'a.txt': hex('alpha!') };
    expect(result).toMatchObject({ new: newer, old: FILES, parts: newer, entry: 'alpha', digest: 'v0' });
    expect(result['reference']).toBe(`file://${folder}/far.txt`);
  });

  test('reads versions, types, files, and who made and used them', async ({ server }) => {
    const result = await run(server, 'reads');
    expect(result).toMatchObject({
      versions: ['v1', 'v0'],
      types: ['dataset', 'file'],
      collections: ['ds'],
      aliases: ['best', 'latest'],
      files: [
        ['a.txt', 6],
        ['deep/ünï cödé #1?.bin', 256],
        ['empty', 0],
        ['far', 8],
      ],
      named: ['a.txt'],
      logged_by: logged['run'],
      logged: ['ds:v0', 'ds:v1', 'single:v0'],
      used: ['ds:v0', 'ds:v1'],
      exists: [true, false, true],
    });
  });

  test('changes aliases, tags, description and metadata', async ({ server }) => {
    expect(await run(server, 'changes')).toMatchObject({
      old: {
        aliases: ['blessed'],
        tags: ['clean', 'raw'],
        description: 'changed',
        metadata: { rows: 3, more: [1, 2] },
      },
      best: 'v1',
      latest: 'v1',
    });
  });

  test('links artifacts, and unlinks them', async ({ server }) => {
    expect(await run(server, 'links')).toEqual({
      name: 'picks:v0',
      is_link: true,
      source: 'ds:v0',
      aliases: ['latest', 'prod'],
      links: ['picks:v0'],
      bytes: { 'a.txt': hex('alpha') },
      after: false,
      kept: true,
    });
  });

  test('derives an artifact from another', async ({ server }) => {
    expect(await run(server, 'derived')).toEqual({
      version: 'v2',
      files: ['a.txt', 'deep/ünï cödé #1?.bin', 'far', 'new.txt'],
    });
  });

  test('deletes a version', async ({ server }) => {
    const result = await run(server, 'deletes');
    expect(result).toMatchObject({ left: ['v2', 'v0'], latest: 'v2' });
    expect(result['refused']).toContain('has the aliases best');
  });

  test('writes one artifact from several runs', async ({ server }) => {
    expect(await run(server, 'together')).toEqual({
      files: { 'part1.txt': hex('part 1'), 'part2.txt': hex('part 2') },
      version: 'v0',
    });
  });

  test('saves an artifact without a run, and refers to it from another', async ({ server }) => {
    expect(await run(server, 'by_hand')).toEqual({ bytes: { 'theirs.txt': hex('alpha') }, state: 'COMMITTED' });
  });

  test('logs an artifact offline and syncs it', async ({ server }) => {
    // What an artifact is made of waits in the home folder, as `wandb sync` must find it.
    const env = { HOME: folder };
    const { path } = await run(server, 'offline', env);
    const { output } = await server.wandb(['sync', String(path)], { folder, env });
    expect(output).not.toContain('ERROR');
    expect(await run(server, 'after_sync')).toEqual({
      files: { 'a.txt': hex('off') },
      logged_by: 'offline1',
      version: 'v0',
    });
  });

  test('renames, tags, moves and deletes a collection', async ({ server }) => {
    expect(await run(server, 'collections')).toEqual({
      description: 'all of it',
      tags: ['mine'],
      type: 'data',
      left: ['alone', 'offline', 'picks', 'referring', 'single', 'together'],
    });
  });
});
