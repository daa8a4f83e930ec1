import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cachedCredential, type Credential } from '../../../../src/backend/wandb/credential';
import { put, request } from '../../../../src/backend/wandb/http';
import { DeliveryError, type ProblemCode } from '../../../../src/wire/index';
import { AnsweringServer } from './answering-server';

let server: AnsweringServer;
beforeEach(async () => void (server = await new AnsweringServer().start()));
afterEach(() => server.stop());

const anonymous: Credential = { token: async () => null, renew: () => false };

/** A credential whose tokens are t1, t2, … */
function renewing(): Credential & { tokens: number } {
  const credential = {
    tokens: 1,
    token: async () => `t${credential.tokens}`,
    renew: () => (credential.tokens++, true),
  };
  return credential;
}

const ask = (credential: Credential = anonymous, signal?: AbortSignal) =>
  request<{ a: number }>(server.url, 'x', { q: 1 }, credential, signal);

async function failure(asked: Promise<unknown> = ask()): Promise<DeliveryError> {
  const error: unknown = await asked.then(
    (value) => `resolved with ${JSON.stringify(value)}`,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DeliveryError);
  return error as DeliveryError;
}

describe('request', () => {
  it('posts JSON with the token as Basic, and gives the answer', async () => {
    server.answer({ body: { a: 1 } });
    expect(await ask(renewing())).toEqual({ a: 1 });
    expect(server.last).toMatchObject({ method: 'POST', path: '/x', body: '{"q":1}' });
    expect(server.last.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: `Basic ${btoa('api:t1')}`,
    });
    await ask();
    expect(server.last.headers.authorization).toBeUndefined();
  });

  it.each<[number, ProblemCode]>([
    [400, 'refused'],
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'not-found'],
    [408, 'busy'],
    [409, 'refused'],
    [410, 'not-found'],
    [413, 'too-large'],
    [422, 'refused'],
    [425, 'busy'],
    [429, 'busy'],
    [500, 'busy'],
    [501, 'refused'],
    [502, 'busy'],
    [503, 'busy'],
    [504, 'busy'],
  ])('takes status %i for "%s", asks once, and says which server answered what', async (status, code) => {
    server.answer({ status, body: { errors: [{ message: 'because' }] } });
    const error = await failure();
    expect(error.code).toBe(code);
    expect(error.message).toContain(`${server.url} answered ${status}: because`);
    expect(server.heard).toHaveLength(1);
  });

  it.each([
    ['HTML', '<html>'],
    ['no JSON', '{"errors":'],
    ['errors that are not list', '{"errors":"x"}'],
    ['a list of nothing', '{"errors":[null]}'],
    ['a message that is not a string', '{"errors":[{"message":{"a":1}}]}'],
    ['null', 'null'],
    ['nothing', ''],
  ])('keeps to the status when an error has %s for a body', async (_kind, body) => {
    server.answer({ status: 500, body });
    const error = await failure();
    expect(error).toMatchObject({ code: 'busy', message: `${server.url} answered 500` });
  });

  it.each([404, 405, 501])(
    'knows by a status %i without a word that there is no server of the protocol',
    async (status) => {
      server.answer({ status, body: '' });
      expect((await failure()).message).toContain(
        `There is no Spoor server at ${server.url}: give init() the address of one as baseUrl`,
      );
    },
  );

  it('reads Retry-After, in seconds and as a date, and does not wait for a day', async () => {
    server.answer({ status: 429, headers: { 'retry-after': '7' } });
    expect((await failure()).retryAfter).toBe(7_000);
    server.answer({ status: 503, headers: { 'retry-after': new Date(Date.now() + 60_000).toUTCString() } });
    const { retryAfter } = await failure();
    expect(retryAfter).toBeGreaterThan(50_000);
    expect(retryAfter).toBeLessThanOrEqual(60_000);
    server.answer({ status: 503, headers: { 'retry-after': '86400' } });
    expect((await failure()).retryAfter).toBe(300_000);
    server.answer({ status: 503 });
    expect((await failure()).retryAfter).toBeUndefined();
  });

  it.each([
    ['the sign-in page of a network', '<html><title>Welcome to the train</title></html>', 'sign-in page'],
    ['half of an answer', '{"a":', 'not a JSON object'],
    ['nothing', '', 'not a JSON object'],
    ['null', 'null', 'not a JSON object'],
    ['a number', '7', 'not a JSON object'],
    ['a list', '[]', 'not a JSON object'],
  ])('does not take %s for an acknowledgement', async (_kind, body, sentence) => {
    server.answer({ body });
    const error = await failure();
    expect(error.code).toBe('unreachable');
    expect(error.message).toContain(sentence);
  });

  it('does not take a redirection to a sign-in page for an acknowledgement', async () => {
    server.answer({ status: 302, headers: { location: '/login' } }, { body: '<html></html>' });
    expect((await failure()).code).toBe('unreachable');
  });

  it('knows a connection that breaks: before the answer, and in the middle of it', async () => {
    server.answer((response) => void response.destroy());
    expect(await failure()).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('Is the server running') as string,
    });
    server.answer((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"a":1');
      setImmediate(() => response.destroy());
    });
    expect((await failure()).code).toBe('unreachable');
  });

  it('knows a server that is not there', async () => {
    const { url } = server;
    await server.stop();
    expect((await failure(request(url, 'x', {}, anonymous))).code).toBe('unreachable');
    server = await new AnsweringServer().start();
  });

  it('ends when it is told to, also while the answer is coming', async () => {
    const stop = new AbortController();
    server.answer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
      setImmediate(() => stop.abort());
    });
    expect((await failure(ask(anonymous, stop.signal))).code).toBe('unreachable');
  });

  it('renews a token that is refused, once', async () => {
    const credential = renewing();
    server.answer({ status: 401 }, { body: { a: 1 } });
    expect(await ask(credential)).toEqual({ a: 1 });
    expect(server.heard.map(({ headers }) => headers.authorization)).toEqual([
      `Basic ${btoa('api:t1')}`,
      `Basic ${btoa('api:t2')}`,
    ]);

    server.answer({ status: 401 });
    const error = await failure(ask(credential));
    expect(error.code).toBe('unauthorized');
    expect(error.message).toContain('Pass init() a token');
    expect(server.heard).toHaveLength(4);
  });

  it('does not wait for ever for a token that does not come, and asks for another the next time', async () => {
    const stop = new AbortController();
    const tokens = [new Promise<string>(() => undefined), Promise.resolve('t')];
    const credential = cachedCredential(() => tokens.shift()!);
    const first = failure(ask(credential, stop.signal));
    stop.abort();
    expect(await first).toMatchObject({ code: 'unreachable', message: expect.stringContaining('token()') as string });
    expect(server.heard).toEqual([]);
    server.answer({ body: { a: 1 } });
    expect(await ask(credential)).toEqual({ a: 1 });
    expect(server.last.headers.authorization).toBe(`Basic ${btoa('api:t')}`);
  });

  it('does not ask again when there can be no other token', async () => {
    server.answer({ status: 401 });
    await failure();
    expect(server.heard).toHaveLength(1);
  });

  it('says that a token is wrong which no header can carry, and does not blame the network', async () => {
    const odd: Credential = { token: async () => 'tökén €', renew: () => false };
    const outcome = await ask(odd).then(
      () => 'sent',
      (error: DeliveryError) => error.code,
    );
    expect(outcome).not.toBe('unreachable');
  });
});

describe('put', () => {
  const bytes = new TextEncoder().encode('pixels').buffer as ArrayBuffer;

  it('uploads the bytes with the headers that it was given, and no credential', async () => {
    await put(`${server.url}/up?sig=1`, bytes, { 'X-Upload': 'a' });
    expect(server.last).toMatchObject({ method: 'PUT', path: '/up?sig=1', body: 'pixels' });
    expect(server.last.headers).toMatchObject({ 'x-upload': 'a', 'content-length': '6' });
    expect(server.last.headers.authorization).toBeUndefined();
  });

  it('uploads no bytes at all, too', async () => {
    await put(`${server.url}/up`, new ArrayBuffer(0), {});
    expect(server.last).toMatchObject({ method: 'PUT', body: '' });
  });

  it('takes the empty answer of a store for success, whatever that calls it, and no page of a captive portal', async () => {
    server.answer({ body: '', headers: { 'content-type': 'text/html; charset=UTF-8' } });
    await put(`${server.url}/up`, bytes, {});
    server.answer({
      body: '\n<!DOCTYPE html><title>Sign in to the hotel</title>',
      headers: { 'content-type': 'text/html' },
    });
    expect((await failure(put(`${server.url}/up`, bytes, {}))).code).toBe('unreachable');
  });

  it.each<[number, ProblemCode]>([
    [413, 'too-large'],
    [500, 'busy'],
    [404, 'not-found'],
    [400, 'refused'],
  ])('fails with status %i as "%s"', async (status, code) => {
    server.answer({ status, body: '<Error/>' });
    expect((await failure(put(`${server.url}/up`, bytes, {}))).code).toBe(code);
  });

  it.each(['/uploads/x', 'not an address', ''])('fails as a DeliveryError for the address %j', async (url) => {
    await failure(put(url, bytes, {}));
  });
});
