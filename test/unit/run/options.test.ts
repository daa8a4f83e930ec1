import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkInitOptions, resolveBaseUrl, type InitOptions } from '../../../src/run/options';
import { isSpoorError, type ProblemCode } from '../../../src/wire/index';

/** What a page in plain JavaScript may pass. */
const anything = (options: unknown) => options as InitOptions;

describe('checkInitOptions', () => {
  it.each<[string, unknown, ProblemCode, string]>([
    ['nothing', undefined, 'no-project', "init({ project: 'digits' })"],
    ['null', null, 'no-project', 'must be given a project'],
    ['a string', 'digits', 'no-project', 'must be given a project'],
    ['no project', {}, 'no-project', 'must be given a project'],
    ['an empty project', { project: '  ' }, 'no-project', 'must be given a project'],
    ['a project that is not a string', { project: 7 }, 'no-project', 'must be given a project'],
    ['a bad project', { project: 'a/b' }, 'bad-name', 'The project "a/b"'],
    ['a bad entity', { project: 'p', entity: 'api' }, 'bad-name', 'kept for the server'],
    ['an entity that is not a string', { project: 'p', entity: 7 }, 'bad-name', 'entity'],
    ['a bad id', { project: 'p', id: 'a b?' }, 'bad-name', 'The run id'],
    ['an empty id', { project: 'p', id: '' }, 'bad-name', 'is empty'],
    ['an id that is not a string', { project: 'p', id: 7 }, 'bad-name', 'run id'],
    ['a bad mode', { project: 'p', mode: 'dryrun' }, 'bad-mode', 'not "dryrun"'],
    ['an empty tag', { project: 'p', tags: [''] }, 'bad-option', '1 to 64 characters'],
    ['a long tag', { project: 'p', tags: ['x'.repeat(65)] }, 'bad-option', '1 to 64 characters'],
    ['a tag that is not a string', { project: 'p', tags: [7] }, 'bad-option', '1 to 64 characters'],
    ['tags that are not list', { project: 'p', tags: 'baseline' }, 'bad-option', 'tag'],
    ['a name that is not a string', { project: 'p', name: 7 }, 'bad-option', 'name'],
    [
      'a negative interval',
      { project: 'p', settings: { transmitInterval: -1 } },
      'bad-option',
      'settings.transmitInterval',
    ],
    ['NaN', { project: 'p', settings: { resumeTimeout: NaN } }, 'bad-option', 'settings.resumeTimeout'],
    [
      'a time that a timer cannot wait',
      { project: 'p', settings: { transmitInterval: Infinity } },
      'bad-option',
      'settings.transmitInterval',
    ],
    [
      'a budget of nothing',
      { project: 'p', settings: { storageBudget: 0 } },
      'bad-option',
      'settings.storageBudget must be a number of bytes',
    ],
    ['a negative budget', { project: 'p', settings: { storageBudget: -1 } }, 'bad-option', 'settings.storageBudget'],
    [
      'a budget that is NaN',
      { project: 'p', settings: { storageBudget: NaN } },
      'bad-option',
      'settings.storageBudget',
    ],
    [
      'a budget that is a string',
      { project: 'p', settings: { storageBudget: '50 MB' } },
      'bad-option',
      'settings.storageBudget',
    ],
    [
      'another spelling',
      { project: 'p', baseURL: 'http://h' },
      'bad-option',
      'init() has no option baseURL; did you mean baseUrl?',
    ],
    ['an option that there is not', { project: 'p', proyect: 'q' }, 'bad-option', 'init() has no option proyect.'],
    [
      'a setting that there is not',
      { project: 'p', settings: { transmitIntervall: 1 } },
      'bad-option',
      'settings.transmitIntervall.',
    ],
    ['settings that are not object', { project: 'p', settings: 7 }, 'bad-option', 'settings must be { trans'],
    ['a fork of nothing', { project: 'p', forkFrom: null }, 'bad-option', "forkFrom: { run: 'abc', step: 200 }"],
    [
      'a fork without a step',
      { project: 'p', forkFrom: { run: 'abc' } },
      'bad-option',
      'forkFrom.step must be a whole number',
    ],
    [
      'a fork at half a step',
      { project: 'p', forkFrom: { run: 'abc', step: 0.5 } },
      'bad-option',
      'forkFrom.step must be a whole number',
    ],
    ['a fork of no run', { project: 'p', forkFrom: { step: 1 } }, 'bad-name', 'run id'],
    [
      'a fork of itself',
      { project: 'p', id: 'abc', forkFrom: { run: 'abc', step: 1 } },
      'bad-option',
      'choose another id',
    ],
    [
      'a fork that must be there',
      { project: 'p', id: 'a', resume: 'must', forkFrom: { run: 'b', step: 1 } },
      'bad-option',
      'new run',
    ],
    [
      'a fork, or another run',
      { project: 'p', resume: 'auto', forkFrom: { run: 'b', step: 1 } },
      'bad-option',
      'new run',
    ],
    [
      'a fork that is rewound',
      { project: 'p', id: 'a', rewindTo: 1, forkFrom: { run: 'b', step: 1 } },
      'bad-option',
      'new run',
    ],
    ['rewinding nothing', { project: 'p', rewindTo: 1 }, 'bad-option', 'needs the id'],
    [
      'rewinding what must not be there',
      { project: 'p', id: 'a', resume: 'never', rewindTo: 1 },
      'bad-option',
      'continues it',
    ],
    [
      'rewinding to before the first step',
      { project: 'p', id: 'a', rewindTo: -1 },
      'bad-option',
      'rewindTo must be a whole number from 0',
    ],
    [
      'rewinding to a string',
      { project: 'p', id: 'a', rewindTo: '200' },
      'bad-option',
      'rewindTo must be a whole number from 0',
    ],
    [
      'rewinding offline',
      { project: 'p', id: 'a', mode: 'offline', rewindTo: 1 },
      'bad-option',
      'forkFrom, which works offline',
    ],
  ])('refuses %s', (_kind, options, code, sentence) => {
    const error = caught(() => checkInitOptions(anything(options)));
    expect(isSpoorError(error) && error.code).toBe(code);
    expect((error as Error).message).toContain(sentence);
  });

  it.each([
    { project: 'p' },
    {
      project: 'p',
      entity: 'me',
      id: 'abc',
      name: 'n',
      notes: '',
      tags: ['a', 'x'.repeat(64)],
      group: 'g',
      jobType: 'j',
      config: {},
    },
    { project: 'p', mode: 'offline', settings: { transmitInterval: 0, resumeTimeout: 0 } },
    { project: 'p', settings: { storageBudget: 50e9 } },
    { project: 'p', settings: { storageBudget: undefined } },
    { project: 'p', id: 'a', resume: 'never', forkFrom: { run: 'b', step: 0 } },
    { project: 'p', mode: 'offline', consent: 'pending', forkFrom: { run: 'b', step: 200 } },
    { project: 'p', id: 'a', resume: 'must', rewindTo: 0 },
    { project: 'p', mode: 'disabled', id: 'a', rewindTo: 200 },
    { project: 'p', tags: undefined, config: undefined, settings: undefined, mode: undefined },
  ])('lets %j stand', (options) => {
    expect(checkInitOptions(anything(options))).toBeUndefined();
  });
});

describe('resolveBaseUrl', () => {
  afterEach(() => void vi.unstubAllGlobals());
  const inPage = (href: string) => vi.stubGlobal('location', new URL(href));

  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['https://h/spoor//', 'https://h/spoor'],
    ['HTTPS://H', 'https://h'],
  ])('of %s', (given, address) => {
    expect(resolveBaseUrl(given)).toBe(address);
  });

  it('is the page itself when none is given, and relative addresses are of the page', () => {
    inPage('https://lab.example/app/index.html?a=1#b');
    expect(resolveBaseUrl(undefined)).toBe('https://lab.example');
    expect(resolveBaseUrl('/spoor')).toBe('https://lab.example/spoor');
  });

  it.each(['', 'localhost:8080', 'ftp://h', 'not an address', 'javascript:alert(1)'])(
    'refuses %j where there is no page',
    (given) => {
      const error = caught(() => resolveBaseUrl(given));
      expect(isSpoorError(error) && error.code).toBe('bad-option');
      expect((error as Error).message).toContain(JSON.stringify(given));
    },
  );

  it.each([
    ['file:///home/me/index.html', 'null'],
    ['chrome-extension://abcdef/panel.html', 'chrome-extension://abcdef'],
    ['tauri://localhost/index.html', 'tauri://localhost'],
    ['about:blank', 'null'],
  ])('needs one in the page %s, and says what the server has to allow', (href, origin) => {
    inPage(href);
    vi.stubGlobal('origin', origin);
    const error = caught(() => resolveBaseUrl(undefined));
    expect(isSpoorError(error) && error.code).toBe('bad-option');
    expect((error as Error).message).toContain(
      `give init() a baseUrl and a token, and start the server with --allow-origin ${origin}.`,
    );
  });

  it('does not take the page for a server when the address is empty', () => {
    inPage('https://lab.example/app/index.html?a=1#b');
    const address = caught(() => resolveBaseUrl(''));
    expect(isSpoorError(address) ? address.code : resolveBaseUrl('')).toMatch(/^(bad-option|https:\/\/lab\.example)$/);
  });
});

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
