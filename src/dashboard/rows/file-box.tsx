import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
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

/** What a file of a run holds, with its caption, and buttons that give it the whole screen and download it. */
export function FileBox({ path, file, label, note, children }: FileBoxProps) {
  const box = useRef<HTMLElement>(null);
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const listen = () => setFull(document.fullscreenElement !== null && document.fullscreenElement === box.current);
    document.addEventListener('fullscreenchange', listen);
    return () => document.removeEventListener('fullscreenchange', listen);
  }, []);
  // A refusal leaves everything as it is.
  const toggle = () =>
    void (isFull ? document.exitFullscreen() : box.current!.requestFullscreen()).catch(() => undefined);
  const href = useHref(file.path, (source) => source.file(path, file.path));
  return (
    <figure ref={box} class="file-box" aria-label={label}>
      <div class="file-box-content">{children}</div>
      <figcaption class="file-box-foot">
        <span class="file-box-caption">{file.caption}</span>
        {note && <span class="file-box-note">{note}</span>}
        {document.fullscreenEnabled && (
          <button type="button" class="link-button" onClick={toggle}>
            {isFull ? 'Leave full screen' : 'Full screen'}
          </button>
        )}
        <a class="link-button" href={href} download={file.path.split('/').at(-1)}>
          Download
        </a>
      </figcaption>
    </figure>
  );
}
