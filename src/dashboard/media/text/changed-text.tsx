import { useEffect, useState } from 'preact/hooks';
import { countOf } from '../../format/number';
import { changesOf, countChanges, type Piece } from './changes';

/** What was logged, with what is new in it since the text before, and what is gone. */
export function ChangedText({ before, after }: { before: string; after: string }) {
  const [found, setFound] = useState<{ before: string; after: string; pieces: Piece[] | null }>();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    let isOver = false;
    changesOf(before, after).then(
      (pieces) => !isOver && setFound({ before, after, pieces }),
      () => !isOver && setFailed(true),
    );
    return () => {
      isOver = true;
    };
  }, [before, after]);
  // Until a step is compared it is shown as it is.
  const isThere = found?.before === before && found.after === after;
  const pieces = (isThere ? found.pieces : null) ?? [{ text: after, kind: 'kept' } as const];
  return (
    <>
      <p class="rows-status" role="status">
        {hasFailed ? 'The comparison could not be loaded.' : isThere ? sayOf(found.pieces) : 'Comparing…'}
      </p>
      <pre class="text-value" tabIndex={0}>
        {pieces.map(({ text, kind }, place) =>
          kind === 'kept' ? text : kind === 'added' ? <ins key={place}>{text}</ins> : <del key={place}>{text}</del>,
        )}
      </pre>
    </>
  );
}

function sayOf(pieces: readonly Piece[] | null): string {
  if (pieces === null) return 'This text and the one before are too different to be compared.';
  if (pieces.every(({ kind }) => kind === 'kept')) return 'Nothing has changed since the step before.';
  const { added, removed } = countChanges(pieces);
  return `Since the step before: ${countOf(added, 'word')} added, ${countOf(removed, 'word')} removed.`;
}
