import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HeldRecorder } from '../../../src/run/consent';
import { Run } from '../../../src/run/run';
import { StatusReporter } from '../../../src/run/status/status-reporter';
import { Recorder, recordOf, withoutTimes } from './recorder';

describe('a run whose user has not agreed yet', () => {
  let reporter: StatusReporter;
  let real: Recorder;
  let opened: number;
  let run: Run;

  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    reporter = new StatusReporter('online');
    real = new Recorder();
    opened = 0;
    const held = new HeldRecorder(reporter, async () => {
      opened++;
      return real;
    });
    run = new Run({ record: recordOf(), step: 0, resumed: false, summary: {}, pinned: {} }, reporter, held);
    run.log({ a: 1 });
    run.log({ a: 2 });
    run.config['lr'] = 0.1;
    run.config.update({ depth: 3 });
    run.summary['best'] = 9;
    run.log({ open: true }, { commit: false });
  });

  const rows = () => real.rows.map((row) => withoutTimes(String(row)));

  it('keeps everything to itself', () => {
    expect(opened).toBe(0);
    expect(run.status()).toMatchObject({ consent: 'pending', logged: 2, dropped: {}, storage: null });
    expect(run.lastWords()).toBeNull();
  });

  it('hands over everything, in order, when consent is given, and what follows at once', async () => {
    const flushed = run.flush();
    await run.setConsent('granted');
    await flushed;
    run.log({ a: 3 });
    expect(rows()).toEqual([
      { a: 1, _step: 0 },
      { a: 2, _step: 1 },
      { open: true, a: 3, _step: 2 },
    ]);
    expect(real.nextSteps).toEqual([1, 2, 3]);
    expect(real.changes).toEqual([
      { record: { config: { lr: 0.1 } } },
      { record: { config: { lr: 0.1, depth: 3 } } },
      { pinned: { best: 9 } },
    ]);
    await run.setConsent('denied');
    expect(run.status()).toMatchObject({ consent: 'granted', dropped: {} });
    expect(opened).toBe(1);
  });

  it('forgets everything when consent is denied, counts it, and ends without a word', async () => {
    const finished = run.finish();
    await run.setConsent('denied');
    expect(await finished).toEqual({ delivered: false });
    await run.setConsent('granted');
    expect(opened).toBe(0);
    expect(run.status()).toMatchObject({ consent: 'denied', dropped: { 'consent-denied': 3 } });
  });

  it('takes nothing but the two words for a decision, and still waits for one of them', async () => {
    for (const decision of ['Granted', true, undefined]) {
      await expect(run.setConsent(decision as 'granted')).rejects.toMatchObject({ code: 'bad-option' });
    }
    expect(run.status().consent).toBe('pending');
    await run.setConsent('granted');
    expect(run.status()).toMatchObject({ consent: 'granted', dropped: {} });
  });

  it('loses nothing when the journal cannot be opened: consent can be given again', async () => {
    const failing = new HeldRecorder(reporter, vi.fn(async () => real).mockRejectedValueOnce(new Error('no')));
    failing.append('{"a":1}', 1);
    await expect(failing.grant()).rejects.toThrow('no');
    expect(reporter.status.consent).toBe('pending');
    await failing.grant();
    expect(real.rows).toEqual(['{"a":1}']);
  });
});
