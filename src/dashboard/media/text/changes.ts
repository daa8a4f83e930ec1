/** A piece of text, or of the one before it. */
export interface Piece {
  text: string;
  kind: 'kept' | 'added' | 'removed';
}

/** Longer texts are compared line by line. */
const MOST_BY_WORDS = 50_000;
/** A comparison that takes longer is given up: the page waits for it. */
const MOST_MS = 250;

/**
 * What has changed from one text to the next, by words where that is quick, else by lines; null when they are too long
 * and too different to be compared. The library comes with the first comparison.
 */
export async function changesOf(before: string, after: string): Promise<Piece[] | null> {
  const { diffLines, diffWordsWithSpace } = await import('diff');
  const options = { timeout: MOST_MS };
  const isShort = before.length + after.length <= MOST_BY_WORDS;
  const changes =
    (isShort ? diffWordsWithSpace(before, after, options) : undefined) ?? diffLines(before, after, options);
  return (
    changes?.map(({ value, added, removed }) => ({
      text: value,
      kind: added ? 'added' : removed ? 'removed' : 'kept',
    })) ?? null
  );
}

/** How much has changed, in words: "+3 −1 words" is what it counts. */
export function countChanges(pieces: readonly Piece[]): { added: number; removed: number } {
  const count = (kind: Piece['kind']) =>
    pieces.reduce((sum, piece) => sum + (piece.kind === kind ? wordsIn(piece.text) : 0), 0);
  return { added: count('added'), removed: count('removed') };
}

function wordsIn(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
