import { toProblem, type ProblemCode } from '../wire/index';
import { type Draft } from '../thread/draft';
import type { RunFile } from '../journal/index';
import { encodeImages } from './encode-images';

export interface FinishedLines {
  lines: string[];
  files: RunFile[];
}

/** Turns drafts into lines: encodes their media. What cannot be encoded becomes null and is counted; its row stands. */
export async function finishLines(
  drafts: Draft[],
  drop: (reason: ProblemCode, detail: string) => void,
): Promise<FinishedLines> {
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
        const encoded = await encodeImages(part, (error) =>
          drop('unreadable-image', `the image of "${part.key}": ${toProblem(error).message}`),
        );
        files.push(...(encoded?.files ?? []));
        return encoded?.json ?? 'null';
      }),
    );
    lines.push(texts.join(''));
  }
  return { lines, files };
}
