import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { vi } from 'vitest';
import { Statement } from '../../../../../src/server/store/sqlite/sql';
import { SqliteStore } from '../../../../../src/server/store/sqlite/sqlite-store';
import type { OpenedStore, WritingProcess } from '../contract/opened';

/** A store in a folder of its own, which goes with it. */
export async function openSqlite(): Promise<OpenedSqlite> {
  return OpenedSqlite.in(mkdtempSync(join(tmpdir(), 'spoor-store-')));
}

class OpenedSqlite implements OpenedStore {
  readonly #folder: string;
  #store: SqliteStore;
  #isOpen = true;
  #child: WritingChild | null = null;

  static async in(folder: string): Promise<OpenedSqlite> {
    return new OpenedSqlite(folder, await SqliteStore.open(folder));
  }

  private constructor(folder: string, store: SqliteStore) {
    this.#folder = folder;
    this.#store = store;
  }

  get store(): SqliteStore {
    return this.#store;
  }

  async reopen(): Promise<SqliteStore> {
    this.#close();
    this.#store = await SqliteStore.open(this.#folder);
    this.#isOpen = true;
    return this.#store;
  }

  beforeEachStep(step: () => void): () => void {
    const run = Reflect.get(Statement.prototype, 'run');
    const spy = vi.spyOn(Statement.prototype, 'run').mockImplementation(function (this: Statement<unknown>, ...values) {
      step();
      return Reflect.apply(run, this, values);
    });
    return () => spy.mockRestore();
  }

  async afterPowerCut(): Promise<OpenedSqlite> {
    const folder = mkdtempSync(join(tmpdir(), 'spoor-cut-'));
    // At once, before the store goes on.
    for (const file of ['spoor.db', 'spoor.db-wal', 'id'])
      if (existsSync(join(this.#folder, file))) copyFileSync(join(this.#folder, file), join(folder, file));
    return OpenedSqlite.in(folder);
  }

  async writeInProcess(): Promise<WritingProcess> {
    this.#close();
    return (this.#child = await WritingChild.start(this.#folder));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child?.kill();
    this.#close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #close(): void {
    if (this.#isOpen) this.#store.close();
    this.#isOpen = false;
  }
}

/** Below the package, so that what is in it finds libsql. */
const PROGRAMS = join(import.meta.dirname, '../../../../../node_modules/.spoor-test');

/** The program of the writing process, made of the sources once. */
let program: Promise<string> | undefined;

/** To be called when no store is open any more. */
export async function removeProgram(): Promise<void> {
  const path = await program;
  if (path !== undefined) rmSync(dirname(path), { recursive: true, force: true });
}

async function programOf(): Promise<string> {
  mkdirSync(PROGRAMS, { recursive: true });
  const folder = mkdtempSync(join(PROGRAMS, 'writing-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'writing-process.ts'),
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'writing.mjs' } },
    },
  });
  return join(folder, 'writing.mjs');
}

class WritingChild implements WritingProcess {
  readonly #process;
  readonly #ended: Promise<void>;
  readonly #waiting = new Set<() => void>();
  #count = 0;

  static async start(folder: string): Promise<WritingChild> {
    return new WritingChild(await (program ??= programOf()), folder);
  }

  private constructor(path: string, folder: string) {
    this.#process = spawn(process.execPath, [path, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#ended = new Promise((done) => this.#process.once('close', () => done()));
    createInterface(this.#process.stdout).on('line', (line) => {
      this.#count = Number(line);
      for (const look of this.#waiting) look();
    });
  }

  async acknowledged(count: number): Promise<void> {
    const ended = this.#ended.then(() => {
      throw new Error(`The writing process ended after ${this.#count} deliveries.`);
    });
    const written = new Promise<void>((done) => {
      const look = () => {
        if (this.#count < count) return;
        this.#waiting.delete(look);
        done();
      };
      this.#waiting.add(look);
      look();
    });
    await Promise.race([written, ended]);
  }

  async kill(): Promise<number> {
    this.#process.kill('SIGKILL');
    await this.#ended;
    return this.#count;
  }
}
