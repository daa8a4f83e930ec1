import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Endpoint } from 'comlink';
import type { Encoded, Encoder } from '../../../../src/media/engine/encoder';
import { EncoderWorker } from '../../../../src/media/worker/encoder-worker';
import { serveEncoders } from '../../../../src/media/worker/serve-encoders';
import { localChannel } from '../../../../src/thread/local-channel';
import type { MediaPart } from '../../../../src/thread/draft';

const part = (...items: object[]) =>
  ({ kind: 'word', key: 'k', step: 0, many: false, items }) as unknown as MediaPart<never>;

/** Gives back the bytes that it was given; an item without bytes fails. */
const words: Encoder<{ bytes?: Uint8Array<ArrayBuffer> }> = async ({ items }, onFailed) => {
  const files = [];
  for (const { bytes } of items) {
    if (bytes) files.push({ path: 'word', type: 'text/plain', bytes: bytes.buffer });
    else onFailed(new RangeError('it has no letters'));
  }
  return files.length > 0 ? { json: '"word"', files } : null;
};

const serve = async (endpoint: Endpoint): Promise<void> => serveEncoders({ word: words as Encoder<never> }, endpoint);

/** Stands in for the workers of a browser, which Node has not: each is another end of a channel. */
class Workers {
  readonly all: (Endpoint & { isEnded: boolean })[] = [];

  constructor(start: (endpoint: Endpoint) => void) {
    const { all } = this;
    vi.stubGlobal('Worker', function Worker() {
      const [near, far] = localChannel();
      const worker = Object.assign(near, { isEnded: false, terminate: () => (worker.isEnded = true) });
      all.push(worker);
      start(far);
      return worker;
    });
  }
}

const encoding = (worker: EncoderWorker, ...items: object[]) => {
  const failures: unknown[] = [];
  const encoded = worker.encode(part(...items), (error) => failures.push(error)) as Promise<Encoded | null>;
  return encoded.then((value) => ({ value, failures }));
};

const text = (word: string) => ({ bytes: new TextEncoder().encode(word) });

afterEach(() => void vi.unstubAllGlobals());

describe('a worker of encoders', () => {
  it('encodes in the page where it gets no worker', async () => {
    const worker = new EncoderWorker({ source: '', start: serve });
    expect(await encoding(worker, text('a'), {})).toMatchObject({
      value: { json: '"word"', files: [{ path: 'word' }] },
      failures: [expect.objectContaining({ code: 'unreadable-media', message: 'it has no letters' })],
    });
    expect(await encoding(worker, {})).toMatchObject({ value: null, failures: [{ message: 'it has no letters' }] });
  });

  it('starts anew with the next value, where it could not be started in the page either', async () => {
    let isOffline = true;
    const start = (endpoint: Endpoint) => (isOffline ? Promise.reject(new TypeError('no network')) : serve(endpoint));
    const worker = new EncoderWorker({ source: '', start });
    await expect(encoding(worker, text('a'))).rejects.toThrow('no network');
    isOffline = false;
    expect(await encoding(worker, text('b'))).toMatchObject({ value: { json: '"word"' } });
  });

  it('is one for all values, and starts with the first', async () => {
    const workers = new Workers((far) => void serve(far));
    const worker = new EncoderWorker({ source: '', start: serve });
    expect(workers.all).toHaveLength(0);
    await Promise.all([encoding(worker, text('a')), encoding(worker, text('b'))]);
    await encoding(worker, text('c'));
    expect(workers.all).toHaveLength(1);
  });

  it('is replaced when it dies, which costs what it had', async () => {
    let encodes!: () => void;
    const isEncoding = new Promise<void>((resolve) => (encodes = resolve));
    const never: Encoder<never> = () => (encodes(), new Promise(() => undefined));
    const workers: Workers = new Workers((far) => {
      if (workers.all.length > 1) void serve(far);
      else serveEncoders({ word: never }, far);
    });
    const worker = new EncoderWorker({ source: '', start: serve });
    const lost = encoding(worker, text('a'));
    await isEncoding;
    (workers.all[0] as unknown as EventTarget).dispatchEvent(new Event('error', { cancelable: true }));
    await expect(lost).rejects.toMatchObject({ code: 'worker-failed' });
    expect(workers.all[0]!.isEnded).toBe(true);
    expect(await encoding(worker, text('b'))).toMatchObject({ value: { json: '"word"' } });
    expect(workers.all).toHaveLength(2);
  });
});
