import { askArtifactFiles } from '../api/artifacts';
import { useAnswer } from '../api/use-answer';
import { formatBytes } from '../format/number';
import { Failure, Loading } from '../shell/notice';

const MOST = 300;

/** The files of one artifact, to download. */
export function ArtifactFiles({ id, count }: { id: string; count: number }) {
  const { value: files, error, reload } = useAnswer(id, (signal) => askArtifactFiles(id, MOST, signal));
  if (!files)
    return error === undefined ? <Loading what="files" lines={2} /> : <Failure error={error} retry={reload} />;
  return (
    <>
      <ul>
        {files.map(({ name, bytes, href, ref }) => (
          <li key={name} class="artifact-file">
            {href === null ? (
              <span title={ref ?? undefined}>
                {name} <span class="cell-quiet">→ {ref}</span>
              </span>
            ) : (
              <a href={href} target="_blank" rel="noopener noreferrer">
                {name}
              </a>
            )}
            <span class="artifact-size">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
      {count > files.length && <p class="rows-status">The first {files.length} of them.</p>}
    </>
  );
}
