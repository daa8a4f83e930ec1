import { describe, expect, it } from 'vitest';
import { projectUrl, runUrl } from '../../../src/wire/url';

describe('runUrl and projectUrl', () => {
  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/me/digits'],
    ['https://api.wandb.ai', 'https://wandb.ai/me/digits'],
    ['https://api.example.org', 'https://app.example.org/me/digits'],
    ['https://tracker.example.org/spoor', 'https://tracker.example.org/spoor/me/digits'],
    ['https://my.api.example.org', 'https://my.api.example.org/me/digits'],
  ])('of %s', (base, address) => {
    expect(projectUrl(base, 'me', 'digits')).toBe(address);
    expect(runUrl(base, 'me', 'digits', 'x1')).toBe(`${address}/runs/x1`);
  });

  it('escape names', () => {
    expect(runUrl('http://h', 'a b', 'ü&', 'x y')).toBe('http://h/a%20b/%C3%BC%26/runs/x%20y');
  });
});
