/** The methods of the console that say something, and whether it is an error to a log. */
const METHODS = { debug: false, log: false, info: false, warn: true, error: true } as const;

/** Longer lines are cut: a console prints whole data sets. */
const MAX_LENGTH = 4096;

/**
 * Passes on what the page says on its console, and errors that nobody catches, as lines of W&B's `output.log`: `[ERROR
 * ]<UTC time> <text>` (`core/internal/runconsolelogs`). The console itself goes on as before. Returns a function that
 * ends it.
 */
export function captureConsole(write: (lines: string[]) => void): () => void {
  const ending = new AbortController();
  const say = (isError: boolean, values: unknown[]) => {
    if (ending.signal.aborted) return;
    const time = new Date().toISOString().slice(0, -1);
    const text = values.map(textOf).join(' ');
    write(text.split('\n').map((line) => `${isError ? 'ERROR ' : ''}${time} ${line.slice(0, MAX_LENGTH)}`));
  };
  const originals = Object.entries(METHODS).map(([name, isError]) => {
    const method = name as keyof typeof METHODS;
    // oxlint-disable-next-line no-console -- what is passed on is the console itself
    const original = console[method];
    const passing = (...values: unknown[]) => {
      original.apply(console, values);
      say(isError, values);
    };
    console[method] = passing;
    return { method, original, passing };
  });
  addEventListener('error', ({ message, error }) => say(true, [error ?? message]), { signal: ending.signal });
  addEventListener('unhandledrejection', ({ reason }) => say(true, ['Uncaught (in promise)', reason]), {
    signal: ending.signal,
  });
  return () => {
    ending.abort();
    // Somebody may have wrapped it after us: then ours stays in the chain, and is silent.
    for (const { method, original, passing } of originals) if (console[method] === passing) console[method] = original;
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A circle, or an object that refuses.
    return Object.prototype.toString.call(value);
  }
}
