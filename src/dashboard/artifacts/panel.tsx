import { useState } from 'preact/hooks';
import { countOf, formatBytes } from '../format/number';
import { Failure, Loading, Notice } from '../shell/notice';
import type { ArtifactVersion } from '../source/artifact';
import type { RunPath } from '../source/source';
import { useAnswer } from '../source/use-answer';
import { ArtifactFiles } from './files';

/** The artifacts that a run has logged and used. */
export function ArtifactsPanel({ path }: { path: RunPath }) {
  const { value, error, reload } = useAnswer('artifacts', (source, signal) => source.artifacts(path, signal));
  if (!value) return error === undefined ? <Loading what="artifacts" /> : <Failure error={error} retry={reload} />;
  if (value.logged.length + value.used.length === 0) {
    return (
      <Notice title="No artifacts">
        <p>
          What <code>run.log_artifact()</code> of W&B’s Python client logs, and its <code>run.use_artifact()</code>{' '}
          uses, is listed here with its files. Pages cannot log artifacts yet.
        </p>
      </Notice>
    );
  }
  return (
    <div class="artifacts">
      <Versions title="Logged" versions={value.logged} />
      <Versions title="Used" versions={value.used} />
    </div>
  );
}

function Versions({ title, versions }: { title: string; versions: ArtifactVersion[] }) {
  if (versions.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="tree">
        {versions.map((version) => (
          <li key={version.id}>
            <Version version={version} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Version({ version }: { version: ArtifactVersion }) {
  const [open, setOpen] = useState(false);
  const { id, name, type, aliases, bytes, fileCount } = version;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span class="artifact-name tree-key">{name}</span>
        <span class="artifact-facts">
          <span class="cell-quiet">{type}</span>
          {aliases.map((alias) => (
            <span key={alias} class="tag">
              {alias}
            </span>
          ))}
          <span class="artifact-size">
            {countOf(fileCount, 'file')}, {formatBytes(bytes)}
          </span>
        </span>
      </summary>
      {open && <ArtifactFiles id={id} count={fileCount} />}
    </details>
  );
}
