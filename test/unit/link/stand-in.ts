import { recordOf } from '../journal/entries';
import { expose, wrap } from 'comlink';
import { vi } from 'vitest';
import { type RunRecord, NO_LINES, type Answer } from '../../../src/wire/index';
import { asking, type Answering } from '../../../src/thread/answer';
import type { Batch, Engine } from '../../../src/thread/contract';
import { Link, type LinkEvents } from '../../../src/link/link';
import type { PendingRow } from '../../../src/link/pending-row';
import { SET_ASIDE, type Connection } from '../../../src/thread/spawn';

export interface Appended {
  key: string;
  writer: string;
  batch: Batch;
}

type Reply = Answer<number> | Promise<Answer<number>>;

/** An engine that only notes what it is given, at the far end of a real MessageChannel; a test says what it answers. */
export class StandIn {
  readonly appended: Appended[] = [];
  reply: (appended: Appended) => Reply = () => ({ ok: true, value: 0 });
  readonly connection: Connection;
  #fail: (error: Error) => void = () => undefined;
  readonly #ports: MessagePort[];

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#ports = [port1, port2];
    const engine: Pick<Answering<Engine>, 'append'> = {
      append: async (key, writer, batch) => {
        const appended = { key, writer, batch };
        this.appended.push(appended);
        return this.reply(appended);
      },
    };
    expose(engine, port2);
    const failure = new Promise<never>((_resolve, reject) => (this.#fail = reject));
    this.connection = {
      engine: asking<Engine>(wrap(port1), failure),
      rung: 'inline',
      storage: 'memory',
      follow: () => () => undefined,
      failure,
      terminate: () => undefined,
    };
  }

  /** The worker dies: its calls are never answered. */
  die(error = new Error('the worker is gone')): void {
    this.reply = () => new Promise(() => undefined);
    this.#fail(error);
  }

  /** The worker is ended because its page goes into the back/forward cache. */
  setAside(): void {
    this.reply = () => new Promise(() => undefined);
    this.#fail(SET_ASIDE);
  }

  /** The lines in the order in which they came, as texts. */
  get lines(): string[] {
    return this.appended.flatMap(({ batch }) => (batch.streams.history?.lines ?? []) as string[]);
  }

  get offsets(): (number | undefined)[] {
    return this.appended.map(({ batch }) => batch.streams.history?.offset);
  }

  close(): void {
    for (const port of this.#ports) port.close();
  }
}

export interface Told {
  journaled: number;
  failed: [string, number][];
}

/** A link to such an engine, and what it tells its run. */
export function linkTo(standIn: StandIn, events: Partial<LinkEvents> = {}, nextLine = 0): { link: Link; told: Told } {
  const told: Told = { journaled: 0, failed: [] };
  const link = new Link(
    standIn.connection,
    'key',
    'w1',
    { next: { ...NO_LINES, history: nextLine }, step: nextLine },
    {
      journaled: (rows) => void (told.journaled += rows),
      failed: ({ code }, rows) => void told.failed.push([code, rows]),
      openRow: () => null,
      reconnect: () => Promise.reject(new Error('not expected')),
      ...events,
    },
  );
  return { link, told };
}

/** A row that is still being read, and the end of the wait. */
export function slotOf(line: string, atOnce = `${line} at once`): { slot: PendingRow; read: () => void } {
  let read: () => void = () => undefined;
  const slot: PendingRow = {
    draft: null,
    settled: new Promise((resolve) => {
      read = () => {
        slot.draft = line;
        resolve();
      };
    }),
    now: () => atOnce,
  };
  return { slot, read: () => read() };
}

export const RECORD: RunRecord = recordOf();

/** A row with a picture in it. */
export function pictureOf(key: string): PendingRow {
  const image = { source: new Blob(['x']), caption: undefined, format: 'png', quality: undefined } as const;
  return {
    draft: [`{"${key}":`, { kind: 'image', key, step: 0, many: false, items: [image] }, '}'],
    settled: Promise.resolve(),
    now: () => '',
  };
}

/** Lets fake time pass in which messages, which are real, can come and go. */
export async function pass(ms: number): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
  vi.advanceTimersByTime(ms);
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
}

export const useFakeTimeouts = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
