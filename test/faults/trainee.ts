import type * as spoorModule from '../../src/index';

/** How a page logs. */
export interface TraineeOptions {
  id: string;
  /** The number of the first row; no other opening of a run in the round has numbers near it. */
  first: number;
  /** A burst of so many rows comes every so many milliseconds; none when 0. */
  every: number;
  burst: number;
  pictures: boolean;
  halves: boolean;
  transmitInterval: number;
}

/** What has become of a row by now: logged whole, or half of it while the row stays open, or that half completed. */
export type Stage = 'whole' | 'half' | 'completed';

/** What a page says, through a binding of the debugger, which hears it even if the page is killed right after. */
export type Report =
  | { type: 'opened'; first: number; step: number }
  /** `at` is in milliseconds since 1970, by a clock that does not jump; `journaled` is what `status()` says. */
  | { type: 'rows'; first: number; at: number; rows: [n: number, step: number, stage: Stage][]; journaled: number }
  /** Rows below `below` are in the journal. */
  | { type: 'flushed'; first: number; below: number }
  | { type: 'dropped'; first: number; reason: string; detail: string }
  | { type: 'returned' };

export interface Trainee {
  start(options: TraineeOptions): Promise<void>;
  pause(id: string): number;
  resume(id: string): void;
  /** Logs without ever yielding, as a training loop may. */
  busy(id: string, ms: number): void;
  flush(id: string): Promise<void>;
  synced(id: string): Promise<void>;
  finish(id: string, exitCode: number): Promise<boolean>;
  dropped(id: string, reason: string): number;
  jump(ms: number): void;
}

/** The values of row `n`: what the page logs and what the server must have. */
export function valuesOf(n: number): Record<string, unknown> {
  return {
    n,
    loss: 1 / (n + 1),
    ...(n % 11 === 0 && { note: `row ${n}: "\\ ✓\u2028 ${'x'.repeat(n % 300)}` }),
    ...(n % 13 === 0 && { diverged: n % 2 === 0 ? NaN : -Infinity }),
    ...(n % 17 === 0 && { val: { accuracy: n / 7, 'deep/er': [n, n + 1] } }),
  };
}

/** What is logged of a row that is half filled at first. */
export function halfOf(n: number): Record<string, unknown> {
  return { n, half: n };
}

/** Whether row `n` brings a picture, in rounds that have pictures. */
export function hasPicture(n: number): boolean {
  return n % 40 === 7;
}

/** The program of a page. It is handed over as text, so it may use nothing from outside but what is in the page. */
export function trainee(): void {
  interface Logging extends TraineeOptions {
    run: spoorModule.Run;
    next: number;
    half: { n: number; step: number } | null;
    timer: ReturnType<typeof setInterval> | undefined;
  }
  const logs = new Map<string, Logging>();
  const now = () => performance.timeOrigin + performance.now();
  const recent: string[] = [];
  const report = (said: Report) => {
    const text = JSON.stringify(said);
    recent.push(text);
    if (recent.length > 50) recent.shift();
    window.report(text);
  };

  const picture = (n: number) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 8;
    const context = canvas.getContext('2d')!;
    context.fillStyle = `rgb(${n % 256} ${(n >> 4) % 256} 99)`;
    context.fillRect(0, 0, 8, 5);
    return new window.spoor.Image(canvas);
  };

  const logRow = (log: Logging, isLast: boolean): [number, number, Stage] => {
    const { run, half } = log;
    log.half = null;
    if (half && half.step === run.step) {
      run.log(window.valuesOf(half.n));
      return [half.n, half.step, 'completed'];
    }
    const n = log.next++;
    const { step } = run;
    if (log.halves && isLast) {
      log.half = { n, step };
      run.log(window.halfOf(n), { commit: false });
      return [n, step, 'half'];
    }
    run.log({ ...window.valuesOf(n), ...(log.pictures && window.hasPicture(n) && { picture: picture(n) }) });
    return [n, step, 'whole'];
  };

  const burst = (log: Logging, count: number) => {
    const at = now();
    const rows = Array.from({ length: count }, (_, i) => logRow(log, i === count - 1));
    report({ type: 'rows', first: log.first, at, rows, journaled: log.run.status().journaled });
  };

  const resume = (log: Logging) => {
    if (log.burst > 0) log.timer = setInterval(() => burst(log, log.burst), log.every);
  };

  window.trainee = {
    async start(options) {
      const { id, transmitInterval, first } = options;
      const run = await window.spoor.init({ project: 'faults', id, config: { first }, settings: { transmitInterval } });
      run.on('drop', ({ reason, detail }) => report({ type: 'dropped', first, reason, detail }));
      report({ type: 'opened', first, step: run.startingStep });
      const log: Logging = { ...options, run, next: first, half: null, timer: undefined };
      logs.set(id, log);
      resume(log);
    },
    pause(id) {
      const log = logs.get(id)!;
      clearInterval(log.timer);
      return log.next;
    },
    resume: (id) => resume(logs.get(id)!),
    busy(id, ms) {
      const log = logs.get(id)!;
      for (const until = now() + ms; now() < until;) {
        burst(log, 5);
        // Some work between two batches.
        for (const pause = now() + 0.5; now() < pause;);
      }
    },
    async flush(id) {
      const { run, first, next } = logs.get(id)!;
      await run.flush();
      report({ type: 'flushed', first, below: next });
    },
    synced: (id) => logs.get(id)!.run.synced(),
    finish: async (id, exitCode) => (await logs.get(id)!.run.finish({ exitCode })).delivered,
    dropped: (id, reason) => logs.get(id)!.run.status().dropped[reason as spoorModule.ProblemCode] ?? 0,
    jump(ms) {
      const real = Date.now;
      Date.now = () => real() + ms;
    },
  };

  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    report({ type: 'returned' });
    // What is said while a page goes away is not always heard.
    for (const text of recent.slice(0, -1)) window.report(text);
  });

  const workers: Worker[] = [];
  window.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      workers.push(this);
    }
  };
  window.killWorker = (isSilent) => {
    const worker = workers.at(-1)!;
    worker.terminate();
    if (!isSilent) worker.dispatchEvent(new ErrorEvent('error', { message: 'The worker was killed.' }));
  };
}

/** The text to run in each new document of a tab. */
export const PROGRAM = `Object.assign(window, { ${[valuesOf, halfOf, hasPicture].map((shared) => `${shared.name}: ${String(shared)}`).join(', ')} });
(${String(trainee)})();`;

declare global {
  interface Window {
    trainee: Trainee;
    report: (said: string) => void;
    killWorker: (isSilent: boolean) => void;
    valuesOf: typeof valuesOf;
    halfOf: typeof halfOf;
    hasPicture: typeof hasPicture;
  }
}
