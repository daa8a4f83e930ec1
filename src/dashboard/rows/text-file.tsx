import type { ComponentChildren } from 'preact';
import type { RunPath } from '../source/source';
import { useFile } from '../source/use-file';
import { FileBox } from './file-box';
import type { LoggedFile } from './logged-files';

/** Longer files are for other programs: to show one would stop the page. */
const MOST_BYTES = 32 * 2 ** 20;

interface TextFileProps {
  path: RunPath;
  file: LoggedFile;
  label: string;
  note?: (text: string) => ComponentChildren;
  children: (text: string) => ComponentChildren;
}

const textOf = (file: Blob) => file.text();

/** A file of a run, drawn from its text by `children`, with what {@link FileBox} has around it. */
export function TextFile({ path, file, label, note, children }: TextFileProps) {
  const { content, problem } = useFile(path, file.path, MOST_BYTES, textOf);
  return (
    <FileBox path={path} file={file} label={label} note={content !== null && note?.(content)}>
      {content === null ? <p class="file-box-status">{problem ?? 'Loading…'}</p> : children(content)}
    </FileBox>
  );
}
