import { afterAll, vi } from 'vitest';

/** A limit for what never comes; on a busy machine everything takes its time. */
const LONGEST_MS = 60_000;

const { waitFor, waitUntil } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: LONGEST_MS, interval: 50, ...options });
vi.waitUntil = (callback, options) =>
  waitUntil(callback, typeof options === 'number' ? options : { timeout: LONGEST_MS, interval: 50, ...options });

// The next file has the same globals: a clock that is left standing would keep it from ever beginning.
afterAll(() => {
  vi.waitFor = waitFor;
  vi.waitUntil = waitUntil;
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
