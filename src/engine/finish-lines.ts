import type { ProblemCode } from '../wire/index';
import type { Draft, MediaPart } from '../thread/draft';
import type { RunFile } from '../journal/index';
import type { Encoded } from '../media/engine/encoder';
import { mediaProblem } from '../media/engine/media-problem';
import { encoders } from './encoders';

type Drop = (reason: ProblemCode, detail: string) => void;

export interface FinishedLines {
  lines: string[];
  files: RunFile[];
}

/** Turns drafts into lines: encodes their media. What cannot be encoded becomes null and is counted; its row stands. */
export async function finishLines(drafts: Draft[], drop: Drop): Promise<FinishedLines> {
  const files: RunFile[] = [];
  const lines: string[] = [];
  for (const draft of drafts) {
    if (typeof draft === 'string') {
      lines.push(draft);
      continue;
    }
    const texts = await Promise.all(
      draft.map(async (part) => {
        if (typeof part === 'string') return part;
        const encoded = await encode(part, drop);
        files.push(...(encoded?.files ?? []));
        return encoded?.json ?? 'null';
      }),
    );
    lines.push(texts.join(''));
  }
  return { lines, files };
}

async function encode(part: MediaPart, drop: Drop): Promise<Encoded | null> {
  const { kind, key } = part;
  const onFailed = (error: unknown) => {
    const { code, message } = mediaProblem(error);
    drop(code, `${code === 'unreadable-media' ? `unreadable-${kind}: ` : ''}the ${kind} of "${key}": ${message}`);
  };
  try {
    return await encoders[kind]!(part as MediaPart<never>, onFailed);
  } catch (error) {
    // A fault of one encoder costs its value, not the batch. Nor does a worker of another build, which has none.
    onFailed(error);
    return null;
  }
}
