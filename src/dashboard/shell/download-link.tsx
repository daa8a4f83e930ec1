import type { RunPath } from '../source/source';
import { useHref } from '../source/use-href';

/** Saves a file of a run. */
export function DownloadLink({ path, name }: { path: RunPath; name: string }) {
  const file = name.slice(name.lastIndexOf('/') + 1);
  return (
    <a
      class="icon-button"
      href={useHref(name, (source) => source.file(path, name))}
      download={file}
      title="Download the file"
      aria-label={`Download ${file}`}
    >
      ↓
    </a>
  );
}
