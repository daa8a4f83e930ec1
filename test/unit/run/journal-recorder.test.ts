import 'fake-indexeddb/auto';
import { expose, wrap } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InitOptions } from '../../../src/run/options';
import { StatusReporter } from '../../../src/run/status/status-reporter';
import { JournalRecorder } from '../../../src/run/journal-recorder';
import { NO_LINES, SpoorError, type Answer } from '../../../src/wire/index';
import { asking, type Answering } from '../../../src/thread/answer';
import type { Engine, EngineEvent, Opened } from '../../../src/thread/contract';
import { SET_ASIDE, type Connection } from '../../../src/thread/spawn';
import { recordOf, requestOf } from './recorder';

const OPENED: Opened = {
  next: { ...NO_LINES, history: 10 },
  step: 10,
  resumed: true,
  waitingBytes: 7,
  record: recordOf(),
  summary: {},
  pinned: {},
  identity: null,
};

/** A recorder with an engine that says what a test lets it say, over a real port. */
class Wire {
  readonly reporter = new StatusReporter('online');
  readonly tokens: Answer<string>[] = [];
  readonly recorder: JournalRecorder;
  finished: Answer<{ delivered: boolean }> = { ok: true, value: { delivered: true } };
  readonly #calls = new MessageChannel();

  #tell: (event: EngineEvent) => void = () => undefined;

  readonly engine: Pick<
    Answering<Engine>,
    'open' | 'rescue' | 'append' | 'synced' | 'finish' | 'hurry' | 'answerToken'
  > = {
    open: async () => ({ ok: true, value: OPENED }),
    rescue: async () => ({ ok: true, value: undefined }),
    append: async () => ({ ok: true, value: 30 }),
    synced: async () => ({ ok: false, problem: { code: 'offline', message: 'no' } }),
    finish: async () => this.finished,
    hurry: async () => ({ ok: true, value: undefined }),
    answerToken: async (_request, answer) => (this.tokens.push(answer), { ok: true, value: undefined }),
  };
  /** The worker's end. */
  fail: (error: Error) => void = () => undefined;

  constructor(options: Partial<InitOptions> = {}) {
    expose(this.engine, this.#calls.port2);
    const failure = new Promise<never>((_resolve, reject) => (this.fail = reject));
    const connection: Connection = {
      engine: asking<Engine>(wrap(this.#calls.port1), failure),
      rung: 'inline',
      storage: 'memory',
      follow: (listener) => ((this.#tell = listener), () => undefined),
      failure,
      terminate: () => undefined,
    };
    this.recorder = new JournalRecorder(connection, { project: 'p', ...options }, this.reporter);
  }

  static async open(options: Partial<InitOptions> = {}): Promise<Wire> {
    const wire = new Wire(options);
    await wire.recorder.open(requestOf());
    return wire;
  }

  async say(event: EngineEvent): Promise<void> {
    this.#tell(event);
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  }

  close(): void {
    for (const port of [this.#calls.port1, this.#calls.port2]) port.close();
  }
}

let wire: Wire;
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  wire = await Wire.open();
});
afterEach(() => {
  wire.close();
  vi.restoreAllMocks();
});

describe('what a recorder hears of its engine', () => {
  it('shows where the engine runs and the journal is', () => {
    expect(wire.reporter.snapshot()).toMatchObject({ worker: 'inline', storage: 'memory' });
  });

  it('counts rows that are journaled and acknowledged from when this page opened the run', async () => {
    wire.recorder.append('{}', 11);
    wire.recorder.append('{}', 12);
    await wire.recorder.flush();
    await wire.say({ type: 'acknowledged', to: 'w1', lines: { ...NO_LINES, history: 7 }, waitingBytes: 7 });
    expect(wire.reporter.snapshot()).toMatchObject({ journaled: 2, acknowledged: 0 });
    await wire.say({ type: 'acknowledged', to: 'w1', lines: { ...NO_LINES, history: 12 }, waitingBytes: 12 });
    await wire.say({ type: 'acknowledged', to: 'w1', lines: { ...NO_LINES, history: 11 }, waitingBytes: 11 });
    expect(wire.reporter.snapshot().acknowledged).toBe(2);
  });

  it('knows how many bytes of the run wait: from the start, after each batch, and when the server has taken some', async () => {
    const waiting = () => wire.reporter.snapshot().waitingBytes;
    expect(waiting()).toBe(7);
    wire.recorder.append('{}', 11);
    await wire.recorder.flush();
    expect(waiting()).toBe(30);
    await wire.say({ type: 'acknowledged', to: 'w1', lines: { ...NO_LINES, history: 7 }, waitingBytes: 20 });
    expect(waiting()).toBe(20);
    await wire.say({ type: 'link', to: 'w1', state: 'online', problem: null, retryInMs: null, waitingBytes: 0 });
    expect(waiting()).toBe(0);
  });

  it('notes the state of the link, and when the next attempt is due', async () => {
    await wire.say({
      type: 'link',
      to: 'w1',
      state: 'waiting',
      problem: { code: 'busy', message: 'x' },
      retryInMs: 60_000,
      waitingBytes: 0,
    });
    const { link, problem, retryAt } = wire.reporter.snapshot();
    expect([link, problem?.code]).toEqual(['waiting', 'busy']);
    expect(retryAt).toBeGreaterThan(Date.now() + 50_000);
    await wire.say({ type: 'link', to: 'w1', state: 'online', problem: null, retryInMs: null, waitingBytes: 0 });
    expect(wire.reporter.snapshot()).toMatchObject({ link: 'online', problem: null, retryAt: null });
  });

  it('learns who the run is', async () => {
    expect(wire.recorder.identity).toBeNull();
    await wire.say({
      type: 'identity',
      to: 'w1',
      identity: { storageId: 's1', entity: 'me', project: 'p', displayName: 'calm' },
    });
    expect(wire.recorder.identity).toMatchObject({ entity: 'me' });
  });

  it('aborts the signal once when somebody asks to stop', async () => {
    let told = 0;
    wire.reporter.emitter.on('stop', () => told++);
    await wire.say({ type: 'stop', to: 'w1' });
    await wire.say({ type: 'stop', to: 'w1' });
    expect([wire.reporter.stop.signal.aborted, told]).toEqual([true, 1]);
  });

  it('counts what the engine drops', async () => {
    await wire.say({ type: 'drop', to: 'w1', reason: 'unreadable-media', detail: 'x' });
    expect(wire.reporter.snapshot().dropped).toEqual({ 'unreadable-media': 1 });
  });

  it('does not mind what is said of other runs', async () => {
    await wire.say({ type: 'stop', to: 'other' });
    await wire.say({ type: 'drop', to: '', reason: 'refused', detail: 'x' });
    expect([wire.reporter.stop.signal.aborted, wire.reporter.snapshot().dropped]).toEqual([false, {}]);
  });
});

describe('a recorder that is asked for a token', () => {
  const ask: EngineEvent = { type: 'token', to: 'w1', request: 1, entity: null, project: 'p', runId: 'r1' };

  it.each<[string, InitOptions['token'], Answer<string> | object]>([
    ['a string', 'secret', { ok: true, value: 'secret' }],
    ['a function', async ({ runId }) => `token of ${runId}`, { ok: true, value: 'token of r1' }],
    [
      'a function that throws',
      () => Promise.reject(new Error('no session')),
      { ok: false, problem: { code: 'unreachable', message: 'Error: no session' } },
    ],
    [
      'a function that gives nothing',
      (() => undefined) as unknown as () => string,
      { ok: false, problem: { code: 'unauthorized' } },
    ],
  ])('answers with what %s gives', async (_kind, token, answer) => {
    wire.close();
    wire = await Wire.open({ ...(token !== undefined && { token }) });
    await wire.say(ask);
    expect(wire.tokens).toHaveLength(1);
    expect(wire.tokens[0]).toMatchObject(answer);
  });
});

describe('a recorder whose page comes back from the back/forward cache', () => {
  it('asks again, of the next worker, what it was asked', async () => {
    vi.spyOn(wire.engine, 'synced').mockReturnValue(new Promise(() => undefined));
    const waiting = wire.recorder.synced();
    await vi.waitFor(() => expect(wire.engine.synced).toHaveBeenCalled());
    wire.fail(SET_ASIDE);
    await new Promise((resolve) => setImmediate(resolve));
    wire.recorder.comeBack();
    // The next engine is a real one; the run is not delivered there.
    await expect(waiting).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringContaining('is not delivered'),
    });
    expect(wire.reporter.status).toMatchObject({ worker: 'page', problem: null });
    await wire.recorder.close();
  });
});

describe('a recorder whose worker dies', () => {
  it('asks the next one, once', async () => {
    const { finish } = wire.engine;
    const asked = vi.fn(() => new Promise<never>(() => undefined));
    wire.engine.finish = asked;
    const ended = wire.recorder.finish(3);
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
    wire.fail(new SpoorError('worker-failed', 'out of memory'));
    // The next engine is a real one, of a run that is not delivered.
    expect(await ended).toBe(false);
    expect(wire.reporter.status).toMatchObject({ worker: 'page' });
    wire.engine.finish = finish;
    await wire.recorder.close();
  });
});

describe('last words of other pages', () => {
  const rescue = () =>
    wire.recorder.rescue({
      writer: 'gone',
      record: recordOf({ id: 'gone' }),
      batch: { streams: {}, sequence: 1, step: 0, openRow: null },
    });

  it('do not wait for a worker that is dead, and go to the one after it', async () => {
    vi.spyOn(wire.engine, 'rescue').mockReturnValue(new Promise(() => undefined));
    const waiting = rescue();
    await vi.waitFor(() => expect(wire.engine.rescue).toHaveBeenCalled());
    wire.fail(SET_ASIDE);
    await expect(waiting).rejects.toMatchObject({ code: 'worker-failed' });
    wire.recorder.comeBack();
    await vi.waitFor(rescue);
    expect(wire.engine.rescue).toHaveBeenCalledTimes(1);
    await wire.recorder.close();
  });
});

describe('a recorder that is asked to finish', () => {
  it('says whether the end was delivered', async () => {
    expect(await wire.recorder.finish(0)).toBe(true);
    wire.finished = { ok: true, value: { delivered: false } };
    expect(await wire.recorder.finish(0)).toBe(false);
  });

  it('makes errors of problems, with their code', async () => {
    await expect(wire.recorder.synced()).rejects.toMatchObject({ code: 'offline', name: 'SpoorError' });
  });
});
