import { describe, expect, it } from 'vitest';
import { webhookAddress } from '../../../../src/server/alert-webhook/address';

describe('webhookAddress', () => {
  it.each([
    'https://hooks.example/services/T0/B0/x?y=1',
    'http://localhost:9/x',
    'http://127.0.0.1/x',
    'http://127.1.2.3:80/x',
    'http://[::1]:8/x',
    ' https://hooks.example/x\n',
  ])('takes %j', (text) => expect(webhookAddress(text).href).toBe(new URL(text.trim()).href));

  it.each([
    ['', 'empty'],
    ['hooks.example/secret', 'must look like'],
    ['ftp://hooks.example/secret', 'https://'],
    ['http://hooks.example/secret', 'this machine only'],
    ['http://localhost.example/secret', 'this machine only'],
    ['http://127.0.0.1.example/secret', 'this machine only'],
    ['https://me:secret@hooks.example/', 'no name and password'],
  ])('refuses %j, and does not repeat it', (text, why) => {
    const act = () => webhookAddress(text);
    expect(act).toThrow(why);
    expect(act).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.not.stringContaining('secret') as string }),
    );
  });
});
