import { spawn, type ChildProcess } from 'node:child_process';

/** A program that leads a process group of its own, so that one signal reaches all that it starts. */
export interface EngineProcess {
  child: ChildProcess;
  /** Everything that it has written so far, on both streams. */
  output(): string;
  /** Resolves with the first match in what it writes; rejects when it ends before, or after some minutes. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  kill(): Promise<void>;
  ended: Promise<void>;
}

const START_DEADLINE_MS = 300_000;

/** Starts it: `const display = startProcess('Xvfb', ['-displayfd', '1'])`. */
export function startProcess(program: string, flags: string[], env: NodeJS.ProcessEnv = {}): EngineProcess {
  const child = spawn(program, flags, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  let read = () => undefined as void;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output += String(bytes);
      read();
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    child,
    output: () => output,
    says: (pattern) =>
      new Promise((found, fail) => {
        const timer = setTimeout(
          () => fail(new Error(`${program} did not say ${pattern} in time:\n${output}`)),
          START_DEADLINE_MS,
        );
        void ended.then(() => {
          clearTimeout(timer);
          fail(new Error(`${program} has ended:\n${output}`));
        });
        read = () => {
          const match = pattern.exec(output);
          if (!match) return;
          clearTimeout(timer);
          found(match);
        };
        read();
      }),
    kill: async () => {
      // A negative number means the group.
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, 'SIGKILL');
      await ended;
    },
    ended,
  };
}
