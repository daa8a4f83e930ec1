import { afterEach, describe, expect, it, vi } from 'vitest';
import { noAnswer } from '../../../../src/backend/wandb/no-answer';

describe('noAnswer', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it.each<[string, string | null, string, boolean]>([
    ['of another origin', 'https://app.example', 'https://spoor.example/base', true],
    ['of another port', 'https://app.example', 'https://app.example:8080', true],
    ["of the page's own origin", 'https://app.example', 'https://app.example', false],
    ["below the page's own origin", 'https://app.example', 'https://app.example/spoor', false],
    ['without a page', null, 'https://spoor.example', false],
  ])('names the server %s, and speaks of origins only where that can be it', (_kind, page, server, isElsewhere) => {
    vi.stubGlobal('location', page === null ? undefined : new URL(page));
    vi.stubGlobal('origin', page ?? undefined);
    const { code, message } = noAnswer(server, new TypeError('Failed to fetch'));
    expect(code).toBe('unreachable');
    expect(message).toContain(`There is no answer from ${server}. Is the server running`);
    expect(message.includes(`--allow-origin ${page}`)).toBe(isElsewhere);
  });
});
