import { STATES_AT_WORK } from '../../wire/index';
import { Menu } from '../shell/menu';
import type { Run } from '../source/run';
import type { RunPath } from '../source/source';
import { useHref } from '../source/use-href';

/** Takes the run to W&B: an archive, and what to do with it. */
export function Download({ run, path }: { run: Run; path: RunPath }) {
  const href = useHref(path.run, (source) => source.wandbArchive(path));
  // As a shell reads it; an id with other letters is for the pattern.
  const id = /^[\w-]+$/.test(path.run) ? path.run : '*';
  return (
    <Menu label="Download for W&B" buttonClass="button-small" bodyClass="download">
      <p>
        The run with its rows, console, media and files, as W&B keeps a run offline. Its own client uploads it; sent a
        second time, the rows are added again.
      </p>
      <pre>
        <code>{`unzip offline-run-*-${id}.zip\nwandb sync offline-run-*-${id}/`}</code>
      </pre>
      {STATES_AT_WORK.includes(run.state) && (
        <p>This run goes on: W&B gets what has come so far, and shows it as failed.</p>
      )}
      <a class="button" href={href} download>
        Download
      </a>
    </Menu>
  );
}
