import { Link } from 'wouter-preact';
import { projectHref } from '../format/paths';
import type { RunPath } from '../source/source';

/** Says that somebody has deleted the run that is on show; what the page has of it stays there to be read. */
export function DeletedNote({ path: { entity, project } }: { path: RunPath }) {
  return (
    <p class="deleted-note" role="status">
      <b>This run was deleted.</b> What this page had loaded is still shown, until you leave it.{' '}
      <Link href={projectHref(entity, project)}>Other runs of {project}</Link>
    </p>
  );
}
