import { describe, expect, it } from 'vitest';
import { zipOf } from '../../../../src/server/export/zip';
import type { OfflineFile } from '../../../../src/server/export/offline-run';

let closed: string[];

function file(path: string, text: string): OfflineFile {
  async function* content() {
    try {
      yield Buffer.from(text.slice(0, 1));
      yield Buffer.from(text.slice(1));
    } finally {
      closed.push(path);
    }
  }
  return { path, name: path, modified: new Date(2026, 0, 2), content };
}

const run = () => ({
  folder: 'offline-run-1',
  lines: 1,
  files: [file('run.wandb', 'the log'), file('a/b.txt', 'hello')],
});

describe('the ZIP of a run', () => {
  it('has one folder, and its files as they are', async () => {
    closed = [];
    const parts: Uint8Array[] = [];
    for await (const part of zipOf(run())) parts.push(part);
    const bytes = Buffer.concat(parts);
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
    const text = bytes.toString('latin1');
    for (const part of ['offline-run-1/run.wandb', 'the log', 'offline-run-1/a/b.txt', 'hello'])
      expect(text).toContain(part);
    expect(closed).toEqual(['run.wandb', 'a/b.txt']);
  });

  it('lets go of the file that is open when its reader goes away', async () => {
    closed = [];
    for await (const part of zipOf(run())) if (Buffer.from(part).includes('t')) break;
    expect(closed).toEqual(['run.wandb']);
  });
});
