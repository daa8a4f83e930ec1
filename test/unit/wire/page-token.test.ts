import { describe, expect, it } from 'vitest';
import { basicAuthorization } from '../../../src/wire/page-token';

describe('basicAuthorization', () => {
  it('is Basic with the user name "api"', () => {
    expect(atob(basicAuthorization('s3cret').replace('Basic ', ''))).toBe('api:s3cret');
  });
});
