import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base, expect, vi } from 'vitest';
import { parseRow, type LineValue, type Row } from '../../src/wire/index';
import { startTestServer, type TestServer } from '../support/server';

const PYTHON = resolve('test/interop/.venv/bin/python');
const PROGRAMS = resolve('test/interop/programs');
const PAGES = resolve('test/browser/pages');
const DEADLINE_MS = 120_000;

/** How a program is run. */
export interface ProgramOptions {
  args?: string[];
  env?: Record<string, string>;
  /** The folder that it works in; without it, one that is made for it and removed. */
  folder?: string;
  /** The server that it talks to; default: that of the suite. */
  server?: { url: string; key: string };
  /** The exit code that is expected; default 0. */
  exitCode?: number;
  /** How long it may take, in milliseconds; default two minutes. */
  timeout?: number;
}

/** What a program left. */
export interface Outcome {
  /** What it gave to `result()`. */
  result: Row;
  /** What it printed, on both streams. */
  output: string;
}

/** A server that notices when a client asks for what it does not know. */
export interface InteropServer extends TestServer {
  /** Runs a program of `programs/` with the real Python client, logged in to the server. */
  python(program: string, options?: ProgramOptions): Promise<Outcome>;
  /** Runs the client's own command, `wandb …`. */
  wandb(args: string[], options?: ProgramOptions): Promise<Outcome>;
}

/** A test against the real server, which fails when its client sent something that the server does not know. */
export const test = base.extend<{ nothingUnknown: void; server: InteropServer }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- vitest wants the pattern
    async ({}, use) => {
      await using server = await startTestServer({ app: PAGES });
      await use({
        ...server,
        python: (program, options) => run([join(PROGRAMS, program), ...(options?.args ?? [])], server, options),
        wandb: (args, options) => run(['-m', 'wandb', ...args], server, options),
      });
    },
    { scope: 'file' },
  ],
  nothingUnknown: [
    async ({ server }, use) => {
      await use();
      expectNothingUnknown(server);
    },
    { auto: true },
  ],
});

/** The test of a program that does many things: `outcome('stop')` is what its operation `stop` gave. */
export function testOf(program: string, options?: ProgramOptions) {
  return test.extend<{ outcome: (operation: string) => LineValue }>({
    outcome: [
      async ({ server }, use) => {
        const { result, output } = await server.python(program, options);
        await use((operation) => {
          const { value = null, error } = Object(result[operation]) as { value?: LineValue; error?: string };
          if (!(operation in result) || error !== undefined)
            throw new Error(`${operation}: ${error ?? 'not carried out'}\n${output.slice(-2000)}`);
          return value;
        });
      },
      { scope: 'file' },
    ],
  });
}

/**
 * @throws AssertionError when a client has sent what the server does not know, or the server has failed; says so once.
 */
export function expectNothingUnknown({ reported }: { reported: string[] }): void {
  expect(reported.splice(0), 'what the client sent and the server does not know').toEqual([]);
}

async function run(
  args: string[],
  suite: { url: string; key: string },
  options: ProgramOptions = {},
): Promise<Outcome> {
  const { server = suite, env = {}, exitCode = 0, timeout = DEADLINE_MS } = options;
  const own = mkdtempSync(join(tmpdir(), 'spoor-interop-'));
  const resultFile = join(own, 'result.json');
  try {
    const child = spawn(PYTHON, args, {
      cwd: options.folder ?? own,
      env: {
        PATH: process.env['PATH'],
        HOME: own,
        // No test may wait for, or depend on, servers other than ours.
        WANDB_ERROR_REPORTING: 'false',
        WANDB_BASE_URL: server.url,
        WANDB_API_KEY: server.key,
        PYTHONPATH: PROGRAMS,
        PYTHONUNBUFFERED: '1',
        INTEROP_RESULT: resultFile,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => void (output += String(bytes)));
    const code = await new Promise((ended) => child.once('close', ended));
    if (code !== exitCode) throw new Error(`${args.join(' ')} ended with ${String(code)}:\n${output.slice(-2000)}`);
    return { result: readResult(resultFile), output };
  } finally {
    // The client's own service outlives the program for a moment, and may still write its log there. Node's own retries
    // do not look for new files.
    await vi.waitFor(() => rmSync(own, { recursive: true, force: true }), { timeout: 10_000, interval: 100 });
  }
}

function readResult(file: string): Row {
  try {
    return parseRow(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
