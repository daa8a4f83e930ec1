import type { Page } from 'playwright-core';

/** Bytes of JavaScript that are alive after a garbage collection. */
export interface HeapSample {
  page: number;
  worker: number;
}

/**
 * Begins to measure the heaps of a page and of its only worker. Playwright has no session for a worker, so messages to
 * it are passed on through the page's.
 *
 * @returns what takes a sample.
 */
export async function watchHeap(page: Page): Promise<() => Promise<HeapSample>> {
  const session = await page.context().newCDPSession(page);
  const workers: string[] = [];
  session.on(
    'Target.attachedToTarget',
    ({ sessionId, targetInfo }) => targetInfo.type === 'worker' && workers.push(sessionId),
  );
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });

  let last = 0;
  const askWorker = (sessionId: string, method: string) => {
    const id = ++last;
    return new Promise<{ usedSize: number }>((resolve) => {
      const hear = ({ message }: { message: string }) => {
        const answer = JSON.parse(message) as { id?: number; result: { usedSize: number } };
        if (answer.id !== id) return;
        session.off('Target.receivedMessageFromTarget', hear);
        resolve(answer.result);
      };
      session.on('Target.receivedMessageFromTarget', hear);
      void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    });
  };
  return async () => {
    const [worker, ...others] = workers;
    if (!worker || others.length > 0) throw new Error(`The page has ${workers.length} workers.`);
    await session.send('HeapProfiler.collectGarbage');
    await askWorker(worker, 'HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return { page: usedSize, worker: (await askWorker(worker, 'Runtime.getHeapUsage')).usedSize };
  };
}

/** How many bytes the mean of the last quarter of samples lies above that of the first. */
export function growthOf(samples: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const mean = (part: readonly number[]) => part.reduce((sum, value) => sum + value, 0) / part.length;
  return mean(samples.slice(-quarter)) - mean(samples.slice(0, quarter));
}
