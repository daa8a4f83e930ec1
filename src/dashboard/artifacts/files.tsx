import { formatBytes } from '../format/number';
import { FileLink } from '../shell/file-link';
import { Failure, Loading } from '../shell/notice';
import { useAnswer } from '../source/use-answer';

const MOST = 300;

/** The files of one artifact, to download. */
export function ArtifactFiles({ id, count }: { id: string; count: number }) {
  const { value: files, error, reload } = useAnswer(id, (source, signal) => source.artifactFiles(id, MOST, signal));
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
              <FileLink name={name} ask={() => href} />
            )}
            <span class="artifact-size">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
      {count > files.length && <p class="rows-status">The first {files.length} of them.</p>}
    </>
  );
}
