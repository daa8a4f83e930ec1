import { StepCard } from '../../rows/step-card';
import type { RunPath } from '../../source/source';
import { readMolecules } from './logged-molecules';
import { MoleculeView } from './molecule-view';
import './molecule.css';

/** One metric whose values are molecules: those of one step, and a slider through the steps. */
export function MoleculePanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <StepCard path={path} metric={metric} fresh={fresh} noun="molecule" read={readMolecules}>
      {(molecule) => <MoleculeView key={molecule.path} path={path} molecule={molecule} />}
    </StepCard>
  );
}
