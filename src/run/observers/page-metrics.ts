import { formatLine, steadyTime, type Row } from '../../wire/index';

import type { RowTime } from '../rows/open-row';

/** The part of tfjs that knows how much memory its tensors take. */
export interface TensorMemory {
  memory(): { numTensors: number; numBytes: number; numBytesInGPU?: number };
}

/** What some browsers tell and the standard types do not have. */
interface MoreOfBrowser {
  memory?: { usedJSHeapSize: number };
  connection?: { downlink?: number; rtt?: number };
  getBattery?: () => Promise<{ level: number; charging: boolean }>;
}

const MB = 1e6;

/**
 * Samples the state of the page as lines of the events stream, as W&B's clients sample that of a machine: keys begin
 * with `system.`, times are in seconds. What a browser does not tell is left out. Returns a function that ends it.
 *
 * @param interval milliseconds.
 */
export function samplePage(
  interval: number,
  now: () => RowTime,
  write: (line: string) => void,
  tensors: () => Partial<TensorMemory> | null,
): () => void {
  const delay = watchEventLoop();
  const longTasks = watchLongTasks();
  const timer = setInterval(() => {
    const own: Row = { 'system.eventLoop.delayMs': delay.take(), 'system.page.visible': isVisible() ? 1 : 0 };
    if (longTasks) own['system.longTasks.ms'] = longTasks.take();
    void readBrowser(tensors()).then((told) => {
      const { timestamp, runtime } = now();
      write(formatLine({ ...own, ...told, _timestamp: timestamp, _runtime: runtime }));
    });
  }, interval);
  return () => {
    clearInterval(timer);
    delay.end();
    longTasks?.end();
  };
}

async function readBrowser(tensors: Partial<TensorMemory> | null): Promise<Row> {
  const told: Row = {};
  const set = (key: string, value: number | undefined) => {
    if (value !== undefined && Number.isFinite(value)) told[`system.${key}`] = value;
  };
  const { memory } = performance as MoreOfBrowser;
  set('memory.jsHeapMB', memory && memory.usedJSHeapSize / MB);
  const tf = (tensors ?? (globalThis as { tf?: Partial<TensorMemory> }).tf)?.memory?.();
  set('tfjs.tensors', tf?.numTensors);
  set('tfjs.memoryMB', tf && tf.numBytes / MB);
  set('tfjs.gpuMemoryMB', tf?.numBytesInGPU && tf.numBytesInGPU / MB);
  const { connection, getBattery } = navigator as MoreOfBrowser;
  set('network.downlinkMbps', connection?.downlink);
  set('network.rttMs', connection?.rtt);
  // Each in its own right: one that a policy forbids must not cost the others.
  const [storage, battery] = await Promise.allSettled([navigator.storage?.estimate(), getBattery?.call(navigator)]);
  if (storage.status === 'fulfilled') {
    set('storage.usedMB', (storage.value?.usage ?? NaN) / MB);
    set('storage.quotaMB', (storage.value?.quota ?? NaN) / MB);
  }
  if (battery.status === 'fulfilled') set('battery.percent', battery.value && battery.value.level * 100);
  return told;
}

function isVisible(): boolean {
  return globalThis.document?.visibilityState === 'visible';
}

interface Gauge {
  /** What it has seen since it was taken last. */
  take(): number;
  end(): void;
}

const TICK_MS = 500;

/**
 * How late timers come: what a person feels as a page that hangs. Hidden pages are slowed down on purpose, and not
 * measured.
 */
function watchEventLoop(): Gauge {
  let worst = 0;
  let last = steadyTime();
  const timer = setInterval(() => {
    const now = steadyTime();
    if (isVisible()) worst = Math.max(worst, now - last - TICK_MS);
    last = now;
  }, TICK_MS);
  return {
    take: () => {
      const taken = worst;
      worst = 0;
      return taken;
    },
    end: () => clearInterval(timer),
  };
}

/** Milliseconds in tasks of more than 50 ms; null where the browser does not tell. */
function watchLongTasks(): Gauge | null {
  if (!globalThis.PerformanceObserver?.supportedEntryTypes?.includes('longtask')) return null;
  let sum = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) sum += duration;
  });
  observer.observe({ type: 'longtask' });
  return {
    take: () => {
      const taken = sum;
      sum = 0;
      return taken;
    },
    end: () => observer.disconnect(),
  };
}
