import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLive, type EventStream } from '../../../../../src/dashboard/source/http/live';
import type { LiveListener } from '../../../../../src/dashboard/source/live';

class FakeSource extends EventTarget {
  readyState = 0;
  close = vi.fn(() => {
    this.readyState = 2;
  });
  send(type: string, data: string): void {
    this.dispatchEvent(new MessageEvent(type, { data }));
  }
}

/** A document that can be hidden; there is none in Node. */
class FakeDocument extends EventTarget {
  hidden = false;
}

describe('openLive', () => {
  const sources: FakeSource[] = [];
  let page: FakeDocument;
  let listener: { [name in keyof LiveListener]: ReturnType<typeof vi.fn> };
  const urls: string[] = [];
  const open = () =>
    openLive({ entity: 'local', project: 'a b', run: 'r1' }, listener as unknown as LiveListener, (url) => {
      urls.push(url);
      const source = new FakeSource();
      sources.push(source);
      return source as unknown as EventStream;
    });

  beforeEach(() => {
    vi.useFakeTimers();
    sources.length = 0;
    urls.length = 0;
    page = new FakeDocument();
    vi.stubGlobal('document', page);
    listener = {
      state: vi.fn(),
      run: vi.fn(),
      deleted: vi.fn(),
      lines: vi.fn(),
      console: vi.fn(),
      opened: vi.fn(),
      reopened: vi.fn(),
    };
  });
  afterEach(() => vi.unstubAllGlobals());

  it('asks for its scope and hands on what comes, NaN included', () => {
    open();
    expect(urls).toEqual(['/api/live?entity=local&project=a+b&run=r1']);
    sources[0]!.send('open', '');
    sources[0]!.send('lines', '{"run":"r1","values":{"loss":[NaN]}}');
    sources[0]!.send('console', '{"run":"r1","lineCount":1,"from":0,"lines":[]}');
    expect(listener.console).toHaveBeenCalledWith({ run: 'r1', lineCount: 1, from: 0, lines: [] });
    sources[0]!.send('deleted', '{"entity":"local","project":"a b","run":"r1"}');
    expect(listener.deleted).toHaveBeenCalledWith({ entity: 'local', project: 'a b', run: 'r1' });
    expect(listener.state.mock.calls).toEqual([['connecting'], ['live']]);
    expect(listener.lines).toHaveBeenCalledWith({ run: 'r1', values: { loss: [NaN] } });
    expect(listener.opened).toHaveBeenCalledOnce();
    expect(listener.reopened).not.toHaveBeenCalled();
  });

  it('reads a summary to its last digit', () => {
    open();
    sources[0]!.send('run', '{"run":"r1","summary":{"id":9007199254740993,"loss":NaN}}');
    expect(listener.run).toHaveBeenCalledWith({ run: 'r1', summary: { id: 9007199254740993n, loss: NaN } });
  });

  it('says when the connection is there again', () => {
    open();
    sources[0]!.send('open', '');
    sources[0]!.send('error', '');
    expect(listener.state).toHaveBeenLastCalledWith('waiting');
    sources[0]!.send('open', '');
    expect(listener.reopened).toHaveBeenCalledOnce();
    expect(sources).toHaveLength(1);
  });

  it('opens anew, ever more slowly, where the browser has given up', () => {
    open();
    sources[0]!.readyState = 2;
    sources[0]!.send('error', '');
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(2);
    sources[1]!.readyState = 2;
    sources[1]!.send('error', '');
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(2);
    vi.advanceTimersByTime(1000);
    expect(sources).toHaveLength(3);
  });

  it('lets the connection go when the page has been out of sight for long, and catches up after', () => {
    open();
    sources[0]!.send('open', '');
    page.hidden = true;
    page.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(20_000);
    expect(sources[0]!.close).toHaveBeenCalled();
    expect(listener.state).toHaveBeenLastCalledWith('paused');
    page.hidden = false;
    page.dispatchEvent(new Event('visibilitychange'));
    sources[1]!.send('open', '');
    expect(listener.reopened).toHaveBeenCalledOnce();
  });

  it('ends', () => {
    const close = open();
    close();
    sources[0]!.send('error', '');
    vi.advanceTimersByTime(60_000);
    expect(sources[0]!.close).toHaveBeenCalled();
    expect(sources).toHaveLength(1);
  });
});
