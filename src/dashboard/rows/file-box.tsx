import type { ComponentChildren } from 'preact';
import type { RunPath } from '../source/source';
import { useHref } from '../source/use-href';
import type { LoggedFile } from './logged-files';
import './file-box.css';

interface FileBoxProps {
  path: RunPath;
  file: LoggedFile;
  /** What it is called by those who cannot see it. */
  label: string;
  /** Something to say of it, in its last line. */
  note?: ComponentChildren;
  children: ComponentChildren;
}

/** What a file of a run holds, with its caption, and a link that downloads it. */
export function FileBox({ path, file, label, note, children }: FileBoxProps) {
  const href = useHref(file.path, (source) => source.file(path, file.path));
  return (
    <figure class="file-box" aria-label={label}>
      <div class="file-box-content">{children}</div>
      <figcaption class="file-box-foot">
        <span class="file-box-caption">{file.caption}</span>
        {note && <span class="file-box-note">{note}</span>}
        <a class="link-button" href={href} download={file.path.split('/').at(-1)}>
          Download
        </a>
      </figcaption>
    </figure>
  );
}
