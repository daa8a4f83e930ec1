import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EngineEvents } from '../../../../src/run/status/engine-events';
import { StatusReporter } from '../../../../src/run/status/status-reporter';
import { NO_LINES } from '../../../../src/wire/index';

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

it('counts rows as lost that a worker had confirmed in its memory and not delivered', () => {
  const reporter = new StatusReporter('online');
  const news = new EngineEvents(reporter, () => undefined);
  news.expect('w1');
  news.begin({ waitingBytes: 0, identity: null, next: { ...NO_LINES, history: 10 } });
  const acknowledged = (history: number) =>
    news.receive({ type: 'acknowledged', to: 'w1', lines: { ...NO_LINES, history }, waitingBytes: 0 });
  Object.assign(reporter.status, { logged: 8, journaled: 5 });
  acknowledged(12);
  news.giveUpConfirmed();
  expect(reporter.snapshot()).toMatchObject({ acknowledged: 2, dropped: { 'worker-failed': 3 } });
  // The next worker begins behind them.
  acknowledged(15);
  expect(reporter.snapshot().acknowledged).toBe(2);
  acknowledged(18);
  expect(reporter.snapshot().acknowledged).toBe(5);
});
