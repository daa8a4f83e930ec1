import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as trustedModule from '../../../src/thread/trusted-types';

/** As browsers have them: a policy's name can be refused, and what a policy throws comes out of it. */
function trustedTypes(isAllowed = true) {
  return {
    createPolicy: vi.fn<(name: string, rules: { createScriptURL(url: string): string }) => unknown>((_name, rules) => {
      if (!isAllowed) throw new TypeError('Policy "spoor" disallowed.');
      return { createScriptURL: (url: string) => ({ trusted: rules.createScriptURL(url) }) };
    }),
  };
}

describe('the address of a worker in a page with Trusted Types', () => {
  let module: typeof trustedModule;

  beforeEach(async () => {
    vi.resetModules();
    vi.stubGlobal('location', new URL('https://app.example/page/'));
    module = await import('../../../src/thread/trusted-types');
  });
  afterEach(() => vi.unstubAllGlobals());

  it('goes through the policy "spoor", made once, when it is of the library or of the site', () => {
    const types = trustedTypes();
    vi.stubGlobal('trustedTypes', types);
    const inline = module.inlineUrl('0');
    expect(module.trusted(inline)).toEqual({ trusted: inline });
    expect(module.trusted('../worker.js')).toEqual({ trusted: 'https://app.example/worker.js' });
    expect(module.trusted(new URL('https://app.example/worker.js'))).toEqual({
      trusted: 'https://app.example/worker.js',
    });
    expect(types.createPolicy.mock.calls.map(([name]) => name)).toEqual(['spoor']);
  });

  it.each([
    'https://elsewhere.example/worker.js',
    'https://app.example.evil.example/worker.js',
    'data:text/javascript,0',
    'blob:https://app.example/0',
    'javascript:0',
    '//elsewhere.example/worker.js',
  ])('is not let through from elsewhere: %s', (url) => {
    vi.stubGlobal('trustedTypes', trustedTypes());
    module.inlineUrl('0');
    expect(module.trusted(url)).toBe(url);
  });

  it('stays as it is where the policy is refused, where there are no Trusted Types, and when the page has trusted it itself', () => {
    expect(module.trusted('/worker.js')).toBe('/worker.js');
    vi.stubGlobal('trustedTypes', trustedTypes(false));
    expect(module.trusted('/worker.js')).toBe('/worker.js');
    vi.stubGlobal('trustedTypes', trustedTypes());
    const theirs = { toString: () => 'https://cdn.example/worker.js' } as string;
    expect(module.trusted(theirs)).toBe(theirs);
  });
});
