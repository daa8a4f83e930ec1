import { describe, expect, it } from 'vitest';
import { fileStreamPath } from '../../../../src/wire/wandb/file-stream';

describe('fileStreamPath', () => {
  it('escapes every part', () => {
    expect(fileStreamPath('a b', 'ü', '100')).toBe('files/a%20b/%C3%BC/100/file_stream');
  });
});
