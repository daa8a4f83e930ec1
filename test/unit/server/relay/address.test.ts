import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { Address } from '../../../../src/server/access/address';
import { upstreamAddress } from '../../../../src/server/relay/address';
import { isSpoorError } from '../../../../src/wire/index';

const own = new Address('127.0.0.1', 8080, []);
const open = new Address('0.0.0.0', 443, []);

describe('upstreamAddress', () => {
  it.each([
    ['https://api.wandb.ai', 'https://api.wandb.ai'],
    ['https://api.wandb.ai///', 'https://api.wandb.ai'],
    ['https://lab.example/wandb/', 'https://lab.example/wandb'],
    ['http://127.0.0.1:8081', 'http://127.0.0.1:8081'],
    ['http://localhost:8081', 'http://localhost:8081'],
    ['http://[::1]:8081', 'http://[::1]:8081'],
    ['http://127.0.0.9:8081', 'http://127.0.0.9:8081'],
  ])('takes %s', (text, url) => expect(upstreamAddress(text, false, own)).toBe(url));

  it('takes http to another machine only when told so', () => {
    expect(() => upstreamAddress('http://lab.example', false, own)).toThrow('--forward-insecure');
    expect(upstreamAddress('http://lab.example', true, own)).toBe('http://lab.example');
  });

  it.each([
    ['api.wandb.ai', 'https://api.wandb.ai'],
    ['ftp://lab.example', 'https://'],
    ['https://me:secret@lab.example', 'no key in it'],
    ['https://lab.example/?key=1', 'host or a path'],
    ['https://wandb.ai', 'https://api.wandb.ai'],
    ['http://127.0.0.1:8080', 'itself'],
    ['http://localhost:8080/', 'itself'],
  ])('refuses %s', (text, why) => {
    let caught: unknown;
    try {
      upstreamAddress(text, true, own);
    } catch (error) {
      caught = error;
    }
    expect(isSpoorError(caught) && caught.code).toBe('bad-option');
    expect((caught as Error).message).toContain(why);
    expect((caught as Error).message).not.toContain('secret');
  });

  it('knows itself by each address of the machine, and others at the same port', () => {
    const ours = Object.values(networkInterfaces()).flatMap((found) =>
      found!.filter(({ family }) => family === 'IPv4'),
    );
    expect(ours.length).toBeGreaterThan(0);
    for (const { address } of ours) expect(() => upstreamAddress(`https://${address}`, false, open)).toThrow('itself');
    expect(upstreamAddress('https://192.0.2.1', false, open)).toBe('https://192.0.2.1');
  });
});
