import { useEffect, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { ARCHIVE_SUFFIX, type ImportAnswer } from '../../wire/index';
import { messageOf } from '../format/message';
import { countOf } from '../format/number';
import { runHref } from '../format/paths';
import { useSource } from '../source/context';

interface Taken {
  name: string;
  /** Null while it is under way. */
  outcome: ImportAnswer | { why: string } | null;
}

/** Takes in runs that were downloaded from a browser: a button, and the whole page to drop files on. */
export function Import({ onImported }: { onImported: () => void }) {
  const source = useSource();
  const input = useRef<HTMLInputElement>(null);
  const [taken, setTaken] = useState<Taken[]>([]);
  const [isOver, setOver] = useState(false);
  const isBusy = taken.some(({ outcome }) => outcome === null);

  const take = async (files: File[]) => {
    setTaken(files.map(({ name }) => ({ name, outcome: null })));
    for (const [index, file] of files.entries()) {
      const outcome = await source.import(file).catch((error: unknown) => ({ why: messageOf(error) }));
      setTaken((before) => before.map((one, at) => (at === index ? { ...one, outcome } : one)));
    }
    onImported();
  };
  useDrop(setOver, (files) => !isBusy && void take(files));

  return (
    <div class="import">
      <input
        ref={input}
        type="file"
        accept={ARCHIVE_SUFFIX}
        multiple
        hidden
        aria-label="Runs to import"
        onChange={({ currentTarget }) => {
          void take([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <button type="button" class="button button-small" disabled={isBusy} onClick={() => input.current?.click()}>
        Import a run
      </button>
      <ul class="import-list" role="status">
        {isOver && <li>Drop it here</li>}
        {taken.map(({ name, outcome }) => (
          <li key={name}>{outcome === null ? `Importing ${name}…` : <Outcome name={name} outcome={outcome} />}</li>
        ))}
      </ul>
    </div>
  );
}

function Outcome({ name, outcome }: { name: string; outcome: ImportAnswer | { why: string } }) {
  if ('why' in outcome) return <span class="import-failed">{`${name}: ${outcome.why}`}</span>;
  const { lines, files, missing } = outcome;
  return (
    <>
      <Link href={runHref(outcome)}>
        {outcome.project} / {outcome.run}
      </Link>
      {lines + files === 0 ? ': nothing new' : `: ${countOf(lines, 'line')} and ${countOf(files, 'file')} added`}
      {missing > 0 && `; ${countOf(missing, 'line')} before these are on another server`}
    </>
  );
}

/** Files that are dropped anywhere on the page; without this the browser would leave it for them. */
function useDrop(onOver: (isOver: boolean) => void, onFiles: (files: File[]) => void): void {
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      onOver(true);
    };
    const drop = (event: DragEvent) => {
      onOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      latest.current(files);
    };
    document.addEventListener('dragover', over, { signal });
    document.addEventListener('dragleave', (event) => event.relatedTarget === null && onOver(false), { signal });
    document.addEventListener('drop', drop, { signal });
    return () => ended.abort();
  }, [onOver]);
}
