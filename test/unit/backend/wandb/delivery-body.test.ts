import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../../../src/backend/wandb/delivery-body';

describe('bodyOf', () => {
  it('names streams and summary as files of the protocol, in its order', () => {
    const streams = {
      output: { offset: 7, lines: ['said'] },
      history: { offset: 3, lines: ['{"a":NaN}', '{}'] },
      events: { offset: 0, lines: ['{}'] },
    };
    expect(JSON.stringify(bodyOf({ streams, summary: '{"a":1}', uploaded: ['m.txt'] }))).toBe(
      JSON.stringify({
        files: {
          'wandb-history.jsonl': { offset: 3, content: ['{"a":NaN}', '{}'] },
          'wandb-events.jsonl': { offset: 0, content: ['{}'] },
          'output.log': { offset: 7, content: ['said'] },
          'wandb-summary.json': { offset: 0, content: ['{"a":1}'] },
        },
        uploaded: ['m.txt'],
      }),
    );
  });

  it('is empty for a sign of life', () => {
    expect(bodyOf({})).toEqual({});
  });

  it('ends a run, also one whose summary is left out, and says in seconds when a page was last alive', () => {
    expect(bodyOf({ exit: 3 })).toEqual({ files: {}, complete: true, exitcode: 3 });
    expect(bodyOf({ interrupted: 1_500 })).toEqual({ interrupted: 1.5 });
  });
});
