import { h, render, type ContainerNode } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { usePlayable, type Playable } from '../../../../src/dashboard/rows/use-playable';
import { SourceContext } from '../../../../src/dashboard/source/context';
import type { Source } from '../../../../src/dashboard/source/source';

const container = { nodeType: 1, childNodes: [], firstChild: null } as unknown as ContainerNode;
beforeEach(() => vi.stubGlobal('document', {}));
afterEach(() => {
  render(null, container);
  vi.unstubAllGlobals();
});

const path = { entity: 'local', project: 'p', run: 'r' };

/** What an element is given of a file with this beginning; null for one that is not there. */
function given(head: string | null, { name }: { name: string | undefined } = { name: 'a.mp4' }) {
  const content = vi.fn(async () => (head === null ? null : new Blob([head])));
  const file = vi.fn(() => '/f/a.mp4');
  const source = { file, content } as Partial<Source> as Source;
  const seen = { latest: undefined as Playable | undefined, content, file };
  const Probe = ({ isWanted }: { isWanted: boolean }) => {
    seen.latest = usePlayable(path, name, 0, isWanted);
    return null;
  };
  const show = (isWanted: boolean) =>
    render(h(SourceContext.Provider, { value: source, children: h(Probe, { isWanted }) }), container);
  return { seen, show };
}

it('has the address when the file is known not to be a playlist, and asks for its beginning only', async () => {
  const { seen, show } = given('RIFF');
  show(true);
  expect(seen.latest).toEqual({ href: undefined, isList: false });
  await expect.poll(() => seen.latest).toEqual({ href: '/f/a.mp4', isList: false });
  expect(seen.content).toHaveBeenCalledExactlyOnceWith(path, 'a.mp4', expect.objectContaining({ first: 64 }));
});

it('never has that of a playlist', async () => {
  const { seen, show } = given('#EXTM3U\nhttp://elsewhere/part.ts');
  show(true);
  await expect.poll(() => seen.latest).toEqual({ href: undefined, isList: true });
});

it('has that of a file that is not there: the element finds out', async () => {
  const { seen, show } = given(null);
  show(true);
  await expect.poll(() => seen.latest?.href).toBe('/f/a.mp4');
});

it('fetches nothing before it is wanted, and knows afterwards what it has found', async () => {
  const { seen, show } = given('RIFF');
  show(false);
  expect(seen.latest).toEqual({ href: undefined, isList: false });
  expect(seen.content).not.toHaveBeenCalled();
  show(true);
  await expect.poll(() => seen.latest?.href).toBe('/f/a.mp4');
  show(false);
  show(true);
  expect(seen.latest).toEqual({ href: '/f/a.mp4', isList: false });
  expect(seen.content).toHaveBeenCalledOnce();
});

it('asks for nothing where there is no file', async () => {
  const { seen, show } = given('RIFF', { name: undefined });
  show(true);
  await new Promise((resolve) => setTimeout(resolve));
  expect(seen.latest).toEqual({ href: undefined, isList: false });
  expect([seen.file, seen.content].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
});
