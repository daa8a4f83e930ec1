import { useEffect, useRef, useState } from 'preact/hooks';
import { useSize } from '../../charts/in-view';
import { messageOf } from '../../format/message';
import type { LoggedFile } from '../../rows/logged-files';
import { TurnedFile, turnedLabel, TurnedStage } from '../../rows/turned-file';
import type { RunPath } from '../../source/source';
import { asItIs, useFile } from '../../source/use-file';
import { useColors } from '../../theme/colors';
import type { Viewer } from './three/viewer';

/** A million points are some 60 MiB. */
const MOST_BYTES = 128 * 1024 * 1024;

interface Label {
  text: string;
  x: number;
  y: number;
}

/** One object, which the mouse and the arrow keys turn. It holds memory of the GPU only while it is in view. */
export function Model({ path, model }: { path: RunPath; model: LoggedFile }) {
  return <TurnedFile file={model}>{(name) => <Stage path={path} model={model} name={name} />}</TurnedFile>;
}

function Stage({ path, model, name }: { path: RunPath; model: LoggedFile; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const viewer = useRef<Viewer | null>(null);
  const { content: blob, problem } = useFile(path, model.path, MOST_BYTES, asItIs);
  const [about, setAbout] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [labels, setLabels] = useState<Label[]>([]);
  const { width, height } = useSize(canvas);
  const colors = useColors();

  useEffect(() => {
    if (!blob) return undefined;
    let closed = false;
    const open = async () => {
      const { load, openViewer } = await import('./three/index');
      const shown = await load(model.path, blob, colors.accent);
      if (closed || !canvas.current) return;
      viewer.current = openViewer(canvas.current, shown, setLabels);
      viewer.current.resize(canvas.current.clientWidth, canvas.current.clientHeight);
      setAbout(shown.about);
      setTrouble(null);
    };
    open().catch((error: unknown) => {
      if (!closed) setTrouble(sentenceOf(error));
    });
    return () => {
      closed = true;
      viewer.current?.close();
      viewer.current = null;
    };
  }, [blob, model.path, colors]);
  useEffect(() => {
    if (width > 0 && height > 0) viewer.current?.resize(width, height);
  }, [width, height]);

  return (
    <TurnedStage
      path={path}
      file={model.path}
      name={name}
      about={about}
      problem={trouble ?? problem}
      onReset={() => viewer.current?.reset()}
    >
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={turnedLabel(name, about)}
        onPointerDown={(event) => event.currentTarget.focus()}
        onKeyDown={(event) => {
          if (viewer.current?.key(event.key)) event.preventDefault();
        }}
      />
      {labels.map(({ text, x, y }, at) => (
        <span key={at} class="model-label" style={{ left: `${x * 100}%`, top: `${y * 100}%` }}>
          {text}
        </span>
      ))}
    </TurnedStage>
  );
}

function sentenceOf(error: unknown): string {
  const said = messageOf(error);
  return /webgl/i.test(said) ? 'This browser has no WebGL, which draws in three dimensions; download the file.' : said;
}
