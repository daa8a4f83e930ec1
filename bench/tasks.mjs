const CATEGORIES = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/**
 * The longest tasks of a page's thread, in milliseconds, between two moments that the page itself marks by
 * `console.timeStamp('from')` and `('to')`: of those that draw a frame, in which tfjs goes on with the next batch, and
 * of the others. Chromium's own trace, for a page hears only of tasks above 50 ms.
 */
export async function longestTasks(page, work) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const stamp = (text) => traceEvents.find(({ name, args }) => name === 'TimeStamp' && args.data?.message === text);
  const [from, to] = [stamp('from'), stamp('to')];
  const ofPage = traceEvents.filter(({ pid, tid, ts }) => {
    return pid === from.pid && tid === from.tid && ts >= from.ts && ts <= to.ts;
  });
  const frames = ofPage.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts);
  const longest = { beside: 0, batch: 0 };
  for (const { name, ts, dur = 0 } of ofPage) {
    if (name !== 'RunTask') continue;
    const which = frames.some((frame) => frame >= ts && frame <= ts + dur) ? 'batch' : 'beside';
    longest[which] = Math.max(longest[which], dur / 1000);
  }
  return longest;
}
