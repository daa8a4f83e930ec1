import { useEffect, useRef, useState } from 'preact/hooks';
import { useSize } from '../../charts/in-view';
import { messageOf } from '../../format/message';
import { countOf } from '../../format/number';
import type { LoggedFile } from '../../rows/logged-files';
import { TurnedFile, turnedLabel, TurnedStage } from '../../rows/turned-file';
import type { RunPath } from '../../source/source';
import { asItIs, useFile } from '../../source/use-file';
import { useColors } from '../../theme/colors';
import { openViewer, type Viewer } from './viewer';

const MOST_BYTES = 64 * 1024 * 1024;

/** One molecule, which the mouse and the arrow keys turn. It is drawn only while it is in view. */
export function MoleculeView({ path, molecule }: { path: RunPath; molecule: LoggedFile }) {
  return <TurnedFile file={molecule}>{(name) => <Stage path={path} file={molecule.path} name={name} />}</TurnedFile>;
}

function Stage({ path, file, name }: { path: RunPath; file: string; name: string }) {
  const box = useRef<HTMLDivElement>(null);
  const viewer = useRef<Viewer | null>(null);
  const { content: blob, problem } = useFile(path, file, MOST_BYTES, asItIs);
  const [about, setAbout] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { width, height } = useSize(box);
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
  useEffect(() => viewer.current?.resize(), [width, height]);

  return (
    <TurnedStage
      path={path}
      file={file}
      name={name}
      about={about}
      problem={trouble ?? problem}
      onReset={() => viewer.current?.reset()}
    >
      <div
        ref={box}
        tabIndex={0}
        role="img"
        aria-label={turnedLabel(name, about)}
        onKeyDown={(event) => {
          if (viewer.current?.key(event.key)) event.preventDefault();
        }}
      />
    </TurnedStage>
  );
}
