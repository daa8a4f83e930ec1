import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cachedCredential, fetchPageToken } from '../../../../src/backend/wandb/credential';
import { DeliveryError, SpoorError, type ProblemCode } from '../../../../src/wire/index';
import { AnsweringServer, type Reply } from './answering-server';

describe('cachedCredential', () => {
  it('fetches once, also for requests at the same time, and again when the token is refused', async () => {
    let fetched = 0;
    const credential = cachedCredential(async () => `t${++fetched}`);
    expect(await Promise.all([credential.token(), credential.token()])).toEqual(['t1', 't1']);
    expect(credential.renew()).toBe(true);
    expect(await credential.token()).toBe('t2');
    expect(fetched).toBe(2);
  });

  it('tries again after a failure, and says whose it was', async () => {
    let attempt = 0;
    const credential = cachedCredential(async () => {
      if (attempt++ === 0) throw new TypeError('no session');
      return 't';
    });
    await expect(credential.token()).rejects.toMatchObject({
      code: 'unreachable',
      message: 'The token() given to init() failed: no session',
    });
    expect(await credential.token()).toBe('t');
  });

  it('keeps the code of a failure that has one', async () => {
    const none = new SpoorError('unauthorized', 'token() gave no text');
    await expect(cachedCredential(() => Promise.reject(none)).token()).rejects.toMatchObject({
      code: 'unauthorized',
      name: 'SpoorError',
    });
  });

  it('keeps a failure that says itself what it is', async () => {
    const busy = new DeliveryError('busy', 'later', { retryAfter: 5 });
    await expect(cachedCredential(() => Promise.reject(busy)).token()).rejects.toBe(busy);
  });
});

describe('fetchPageToken', () => {
  let server: AnsweringServer;
  beforeEach(async () => void (server = await new AnsweringServer().start()));
  afterEach(() => server.stop());

  const fetchOne = (entity: string | null = null) =>
    fetchPageToken({ baseUrl: server.url, entity, project: 'p', runId: 'r' });

  it('asks for one project, with the entity if there is one', async () => {
    server.answer({ body: { token: 'page-1', expiresAt: 1 } });
    expect(await fetchOne()).toBe('page-1');
    expect(server.last).toMatchObject({ method: 'POST', path: '/api/page-token' });
    expect(JSON.parse(server.last.body)).toEqual({ project: 'p' });
    await fetchOne('me');
    expect(JSON.parse(server.last.body)).toEqual({ project: 'p', entity: 'me' });
  });

  it.each<[string, Reply]>([
    ['a connection that breaks', (response) => void response.destroy()],
    ['a proxy without a server', { status: 502 }],
  ])('does not ask without the nonce of the app where that could not be had: %s', async (_kind, reply) => {
    server.answer(reply);
    const error: unknown = await fetchOne().catch((thrown: unknown) => thrown);
    // Not `unauthorized`, which only a person can change.
    expect(['unreachable', 'busy']).toContain((error as DeliveryError).code);
    expect(server.last.method).toBe('HEAD');
  });

  it.each<[string, Reply, ProblemCode]>([
    ['another origin', { status: 403 }, 'unauthorized'],
    ['a server that has no page tokens', { status: 404 }, 'unauthorized'],
    ['a busy server', { status: 503 }, 'busy'],
    ['too many requests', { status: 429 }, 'busy'],
    ['a request that took too long', { status: 408 }, 'busy'],
    ['a sign-in page', { body: '<html></html>' }, 'unreachable'],
    ['half an answer', { body: '{"token":' }, 'unreachable'],
    ['null', { body: 'null' }, 'unreachable'],
    ['an answer without a token', { body: {} }, 'unreachable'],
    ['a token that is not a string', { body: { token: 7 } }, 'unreachable'],
    ['a connection that breaks', (response) => void response.destroy(), 'unreachable'],
  ])('fails for %s', async (_kind, reply, code) => {
    server.answer(reply);
    const error: unknown = await fetchOne().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeliveryError);
    expect((error as DeliveryError).code).toBe(code);
  });

  it.each<[string, Reply]>([
    ['a server of files, which knows no such address', { status: 404, body: '' }],
    ['one that takes no posts', { status: 405, body: '<html></html>' }],
    ['one that answers with something else', { body: {} }],
  ])('says that %s is not a Spoor server, by its whole address, and what to do', async (_kind, reply) => {
    server.answer(reply);
    const baseUrl = `${server.url}/app/spoor.example`;
    await expect(fetchPageToken({ baseUrl, entity: null, project: 'p', runId: 'r' })).rejects.toThrow(
      `There is no Spoor server at ${baseUrl}: give init() the address of one as baseUrl`,
    );
  });

  it('hands on why a Spoor server gives none, and never a code by which a file would be given up', async () => {
    server.answer({ status: 401, body: { errors: [{ message: 'The key is missing.' }] } });
    await expect(fetchOne()).rejects.toThrow('answered 401: The key is missing. Pass init() a token');
    for (const status of [400, 404, 422]) {
      server.answer({ status, body: { errors: [{ message: 'because' }] } });
      await expect(fetchOne()).rejects.toMatchObject({
        code: 'unauthorized',
        message: `${server.url} answered ${status}: because`,
      });
    }
  });

  it('hands on how long a busy server asks to wait', async () => {
    server.answer({ status: 429, headers: { 'retry-after': '9' } });
    await expect(fetchOne()).rejects.toMatchObject({ code: 'busy', retryAfter: 9_000 });
  });
});
