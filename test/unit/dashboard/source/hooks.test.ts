import { h, render, type ContainerNode } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SourceContext } from '../../../../src/dashboard/source/context';
import type { RunFile, Source } from '../../../../src/dashboard/source/source';
import { useAnswer, type Asked } from '../../../../src/dashboard/source/use-answer';
import { useHref } from '../../../../src/dashboard/source/use-href';

/** What a component is rendered into that draws nothing: preact asks no more of it, and there is no document here. */
const nowhere = () => ({ nodeType: 1, childNodes: [], firstChild: null }) as unknown as ContainerNode;

let container: ContainerNode;
/** Renders a component that only calls a hook, within a source; what the hook has returned last is in `latest`. */
function within<T>(source: Partial<Source>, hook: () => T): { latest: T | undefined } {
  const seen: { latest: T | undefined } = { latest: undefined };
  const Probe = () => {
    seen.latest = hook();
    return null;
  };
  container = nowhere();
  render(h(SourceContext.Provider, { value: source as Source, children: h(Probe, null) }), container);
  return seen;
}
// Preact only compares it with what it renders into.
beforeEach(() => vi.stubGlobal('document', {}));
afterEach(() => {
  render(null, container);
  vi.unstubAllGlobals();
});

const path = { entity: 'local', project: 'p', run: 'r' };

describe('useHref', () => {
  it('has at once what the source knows', () => {
    const seen = within({ file: (_path, name) => `/f/${name}` }, () =>
      useHref('a', (source) => source.file(path, 'a')),
    );
    expect(seen.latest).toBe('/f/a');
  });

  it('has what the source makes when that is there, and asks once for it', async () => {
    const file = vi.fn(async (_path: unknown, name: string) => `blob:${name}`);
    const seen = within({ file }, () => useHref('a', (source) => source.file(path, 'a')));
    expect(seen.latest).toBeUndefined();
    await expect.poll(() => seen.latest).toBe('blob:a');
    expect(file).toHaveBeenCalledOnce();
  });
});

describe('useAnswer', () => {
  it('asks the source, says why it failed, and asks again on reload', async () => {
    const files = vi
      .fn<() => Promise<RunFile[]>>()
      .mockRejectedValueOnce(new Error('gone'))
      .mockResolvedValueOnce([{ name: 'a', bytes: 1, kind: null }]);
    const seen = within({ files }, (): Asked<RunFile[]> =>
      useAnswer('files', (source, signal) => source.files(path, signal)),
    );
    expect(seen.latest).toMatchObject({ value: undefined, error: undefined });
    await expect.poll(() => seen.latest?.error).toEqual(new Error('gone'));
    seen.latest!.reload();
    await expect.poll(() => seen.latest?.value).toEqual([{ name: 'a', bytes: 1, kind: null }]);
    expect(seen.latest?.error).toBeUndefined();
  });

  it('ignores an answer to a question that was withdrawn', async () => {
    const asked: AbortSignal[] = [];
    const files = (_path: unknown, signal: AbortSignal) => {
      asked.push(signal);
      return new Promise<RunFile[]>(() => undefined);
    };
    within({ files }, () => useAnswer('files', (source, signal) => source.files(path, signal)));
    await expect.poll(() => asked.length).toBe(1);
    render(null, container);
    expect(asked[0]!.aborted).toBe(true);
  });
});
