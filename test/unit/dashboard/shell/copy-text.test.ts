import { afterEach, describe, expect, it, vi } from 'vitest';
import { copyText } from '../../../../src/dashboard/shell/copy-text';

afterEach(() => vi.unstubAllGlobals());

/** A page whose browser copies what is selected, or does not. */
function stubDocument(copies: boolean) {
  const field = { value: '', style: {}, select: vi.fn(), remove: vi.fn() };
  const execCommand = vi.fn(() => copies);
  vi.stubGlobal('HTMLElement', class {});
  vi.stubGlobal('document', {
    activeElement: null,
    createElement: () => field,
    body: { append: vi.fn() },
    execCommand,
  });
  return { field, execCommand };
}

describe('copyText', () => {
  it('gives the text to the clipboard', async () => {
    const writeText = vi.fn(async () => {});
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    await copyText('loss');
    expect(writeText).toHaveBeenCalledWith('loss');
  });

  it.each([
    ['there is no clipboard', {}],
    ['the clipboard refuses', { clipboard: { writeText: () => Promise.reject(new Error('NotAllowedError')) } }],
  ])('copies a selection where %s', async (_when, navigator) => {
    vi.stubGlobal('navigator', navigator);
    const { field, execCommand } = stubDocument(true);
    await copyText('loss');
    expect(field.value).toBe('loss');
    expect(field.select).toHaveBeenCalled();
    expect(execCommand).toHaveBeenCalledWith('copy');
    expect(field.remove).toHaveBeenCalled();
  });

  it('says so when nothing copies', async () => {
    vi.stubGlobal('navigator', {});
    const { field } = stubDocument(false);
    await expect(copyText('loss')).rejects.toThrow('Could not copy: select the text');
    expect(field.remove).toHaveBeenCalled();
  });
});
