import { useEffect, useRef, useState } from 'preact/hooks';
import { useInView, useWidth } from '../../charts/in-view';
import { messageOf } from '../../format/message';
import { countOf } from '../../format/number';
import type { LoggedFile } from '../../rows/logged-file';
import { DownloadLink } from '../../shell/download-link';
import type { RunPath } from '../../source/source';
import { asItIs, useFile } from '../../source/use-file';
import { useColors } from '../../theme/colors';
import { openViewer, type Viewer } from './viewer';

const MOST_BYTES = 64 * 1024 * 1024;

/** One molecule, which the mouse and the arrow keys turn. It is drawn only while it is in view. */
export function MoleculeView({ path, molecule }: { path: RunPath; molecule: LoggedFile }) {
  const figure = useRef<HTMLElement>(null);
  const inView = useInView(figure);
  const name = molecule.caption ?? molecule.path.slice(molecule.path.lastIndexOf('/') + 1);
  return (
    <figure class="molecule" ref={figure}>
      {inView ? <Stage path={path} file={molecule.path} name={name} /> : <div class="molecule-stage" />}
      {molecule.caption !== null && <figcaption>{molecule.caption}</figcaption>}
    </figure>
  );
}

function Stage({ path, file, name }: { path: RunPath; file: string; name: string }) {
  const box = useRef<HTMLDivElement>(null);
  const viewer = useRef<Viewer | null>(null);
  const { content: blob, problem } = useFile(path, file, MOST_BYTES, asItIs);
  const [about, setAbout] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const width = useWidth(box);
  const { surface } = useColors();

  useEffect(() => {
    if (!blob) return undefined;
    let closed = false;
    const open = async () => {
      const opened = await openViewer(box.current!, file, blob, surface);
      if (closed) return opened.close();
      viewer.current = opened;
      setAbout(countOf(opened.atoms, 'atom'));
    };
    open().catch((error: unknown) => {
      if (!closed) setTrouble(messageOf(error));
    });
    return () => {
      closed = true;
      viewer.current?.close();
      viewer.current = null;
    };
  }, [blob, file]);
  useEffect(() => viewer.current?.paint(surface), [surface]);
  useEffect(() => viewer.current?.resize(), [width]);

  const said = trouble ?? problem ?? (about === null ? 'Loading…' : null);
  return (
    <>
      <div class="molecule-stage">
        <div
          ref={box}
          class="molecule-box"
          tabIndex={0}
          role="img"
          aria-label={`${name}: ${about ?? 'not drawn yet'}. Arrow keys turn it, + and - zoom, Home shows all of it.`}
          onKeyDown={(event) => {
            if (viewer.current?.key(event.key)) event.preventDefault();
          }}
        />
        {said !== null && <p class="molecule-said">{said}</p>}
      </div>
      <div class="molecule-foot">
        <span class="card-note">{about ?? ''}</span>
        <button
          type="button"
          class="icon-button"
          title="Show all of it"
          aria-label={`Show all of ${name}`}
          disabled={about === null}
          onClick={() => viewer.current?.reset()}
        >
          ⤢
        </button>
        <DownloadLink path={path} name={file} />
      </div>
    </>
  );
}
