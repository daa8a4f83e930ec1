import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useInView } from '../charts/in-view';
import { DownloadLink } from '../shell/download-link';
import type { RunPath } from '../source/source';
import { nameOf, type LoggedFile } from './logged-files';
import './turned-file.css';

/** A file whose content can be turned: its stage is there only while it is in view, and its caption always. */
export function TurnedFile({ file, children }: { file: LoggedFile; children: (name: string) => ComponentChildren }) {
  const figure = useRef<HTMLElement>(null);
  const inView = useInView(figure);
  return (
    <figure class="turned" ref={figure}>
      {inView ? children(nameOf(file)) : <div class="turned-stage" />}
      {file.caption !== null && <figcaption>{file.caption}</figcaption>}
    </figure>
  );
}

interface TurnedStageProps {
  path: RunPath;
  /** The file of the run. */
  file: string;
  name: string;
  /** What is drawn, such as "3 atoms"; null before it is. */
  about: string | null;
  /** Why nothing is drawn. */
  problem: string | null;
  onReset: () => void;
  /** What is drawn on, with {@link turnedLabel} as its label. */
  children: ComponentChildren;
}

/** What is drawn of a file, with a button that shows all of it again, and a download. */
export function TurnedStage({ path, file, name, about, problem, onReset, children }: TurnedStageProps) {
  const said = problem ?? (about === null ? 'Loading…' : null);
  return (
    <>
      <div class="turned-stage">
        {children}
        {said !== null && <p class="turned-said">{said}</p>}
      </div>
      <div class="turned-foot">
        <span class="card-note">{about ?? ''}</span>
        <button
          type="button"
          class="icon-button"
          title="Show all of it"
          aria-label={`Show all of ${name}`}
          disabled={about === null}
          onClick={onReset}
        >
          ⤢
        </button>
        <DownloadLink path={path} name={file} />
      </div>
    </>
  );
}

/** For those who cannot see it: what is drawn, and which keys turn it. */
export function turnedLabel(name: string, about: string | null): string {
  return `${name}: ${about ?? 'not drawn yet'}. Arrow keys turn it, + and - zoom, Home shows all of it.`;
}
