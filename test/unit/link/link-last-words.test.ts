import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BY_ITSELF, type Draft } from '../../../src/thread/draft';
import { mediaIn, textOf } from '../../../src/link/pending-row';
import { linkTo, RECORD, slotOf, StandIn } from './stand-in';

let engine: StandIn;
beforeEach(() => void (engine = new StandIn()));
afterEach(() => engine.close());

describe('the last words of a link', () => {
  it('do not exist when the journal has everything', async () => {
    const { link } = linkTo(engine);
    expect(link.lastWords(RECORD, {})).toBeNull();
    link.append('{}', 1);
    await link.flush();
    expect(link.lastWords(RECORD, {})).toBeNull();
  });

  it('are exactly what is not confirmed: what is under way, what waits, and what can be said of rows still being read', async () => {
    const { link } = linkTo(engine, {}, 10);
    link.append('{"n":10}', 11);
    await link.flush();
    engine.reply = () => new Promise(() => undefined);
    link.append('{"n":11}', 12);
    link.post();
    link.append('{"n":12}', 13);
    const [slow, read] = [slotOf('{"slow":13}', '{"at once":13}'), slotOf('{"read":14}')];
    read.read();
    link.append(slow.slot, 14);
    link.append(read.slot, 15);
    await vi.waitFor(() => expect(engine.appended.length).toBeGreaterThanOrEqual(2));
    expect(link.lastWords(RECORD, { best: 1 })).toEqual({
      at: expect.any(Number),
      writer: 'w1',
      record: RECORD,
      batch: {
        streams: { history: { offset: 11, lines: ['{"n":11}', '{"n":12}', '{"at once":13}', '{"read":14}'] } },
        sequence: expect.any(Number),
        step: 15,
        openRow: null,
        pinned: { best: 1 },
      },
    });
  });

  it('tell a change that the journal does not have, also without rows', () => {
    const { link } = linkTo(engine);
    link.change({ pinned: { best: 1 } });
    expect(link.lastWords(RECORD, { best: 1 })).toMatchObject({ batch: { streams: {}, pinned: { best: 1 } } });
  });

  it('leave out a run that another page has taken: they would be refused', async () => {
    const { link } = linkTo(engine);
    engine.reply = () => ({ ok: false, problem: { code: 'run-taken', message: 'taken' } });
    link.append('{}', 1);
    await expect(link.flush()).rejects.toMatchObject({ code: 'run-taken' });
    link.change({ pinned: { best: 1 } });
    expect(link.lastWords(RECORD, { best: 1 })).toBeNull();
  });

  it('say null in the place of pictures, which were moved to the worker', async () => {
    engine.reply = () => new Promise(() => undefined);
    const { link } = linkTo(engine);
    const source = new Blob(['x'], { type: 'image/png' });
    const picture = { source, caption: undefined, format: 'png', quality: undefined } as const;
    const draft: Draft = ['{"a":', { kind: 'image', key: 'a', step: 0, many: false, items: [picture] }, '}'];
    const slot = { draft, settled: Promise.resolve(), now: () => '' };
    link.append(slot, 1);
    link.post();
    expect(link.lastWords(RECORD, {})!.batch.streams.history!.lines).toEqual(['{"a":null}']);
  });
});

describe('textOf', () => {
  it('is the line with null for its media', () => {
    const images = { kind: 'image', key: 'a', step: 0, many: false, items: [] } as const;
    expect(textOf(['{"a":', { ...images, items: [] }, ',"b":1}'])).toBe('{"a":null,"b":1}');
    expect(textOf('{"a":1}')).toBe('{"a":1}');
  });

  it('has what the page can say of media by itself', () => {
    const part = { kind: 'histogram', key: 'a', step: 0, many: false, items: [{}] };
    const [told, silent] = ['2', null].map((text) => ['{"a":', { ...part, [BY_ITSELF]: () => text }, '}'] as Draft);
    expect([textOf(told!), textOf(silent!), mediaIn(told!)]).toEqual(['{"a":2}', '{"a":null}', 0]);
    expect(textOf(told!, () => null)).toBe('{"a":null}');
  });
});
