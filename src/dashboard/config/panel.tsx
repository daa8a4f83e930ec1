import type { Run } from '../source/run';
import { TreePanel } from './tree-panel';

/** A run's config, and below it what the run has said to be the same in every step. */
export function ConfigPanel({ run }: { run: Run }) {
  const hasSingletons = Object.keys(run.singletons).length > 0;
  return (
    <>
      <TreePanel key="config" name="config" row={run.config} empty="This run has no config" />
      {hasSingletons && (
        <>
          <h2 class="tree-head">The same in every step</h2>
          <TreePanel key="singletons" name="singletons" row={run.singletons} empty="" />
        </>
      )}
    </>
  );
}
