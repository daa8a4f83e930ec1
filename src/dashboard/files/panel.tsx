import { useState } from 'preact/hooks';
import { countOf, formatBytes } from '../format/number';
import { FileLink } from '../shell/file-link';
import { Filter } from '../shell/filter';
import { Failure, Loading, Notice } from '../shell/notice';
import { TableBox } from '../shell/table-box';
import type { RunPath } from '../source/source';
import { useAnswer } from '../source/use-answer';

const ROWS = 300;

/** The files of a run. */
export function FilesPanel({ path }: { path: RunPath }) {
  const { value: files, error, reload } = useAnswer('files', (source, signal) => source.files(path, signal));
  const [filter, setFilter] = useState('');
  if (!files) return error === undefined ? <Loading what="files" /> : <Failure error={error} retry={reload} />;
  if (files.length === 0) {
    return (
      <Notice title="No files">
        <p>
          Images and other media, and what <code>run.save()</code> uploads, are listed here.
        </p>
      </Notice>
    );
  }
  const shown = files.filter((file) => file.name.toLowerCase().includes(filter.trim().toLowerCase()));
  return (
    <>
      <div class="tools">
        <Filter label="Filter files" value={filter} onInput={setFilter} />
        <span class="tools-note">
          {countOf(shown.length, 'file')}, {formatBytes(shown.reduce((sum, file) => sum + file.bytes, 0))}
        </span>
      </div>
      <TableBox>
        <table class="table" aria-label="Files">
          <thead>
            <tr>
              <th scope="col" class="cell-name cell-file">
                Name
              </th>
              <th scope="col" class="cell-number">
                Size
              </th>
              <th scope="col">Type</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, ROWS).map((file) => (
              <tr key={file.name}>
                <th scope="row" class="cell-name cell-file">
                  <FileLink name={file.name} ask={(source) => source.file(path, file.name)} />
                </th>
                <td class="cell-number">{formatBytes(file.bytes)}</td>
                <td class="cell-quiet cell-kind">{file.kind ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      {shown.length > ROWS && <p class="rows-status">The first {ROWS} of them; the filter finds the others.</p>}
    </>
  );
}
