import { StepCard } from '../../rows/step-card';
import type { RunPath } from '../../source/source';
import { readObjects } from './logged-objects';
import { Model } from './model';
import './object3d.css';

/** One metric whose values are objects in three dimensions: those of one step, and a slider through the steps. */
export function Object3DPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <StepCard path={path} metric={metric} fresh={fresh} noun="object" read={readObjects}>
      {(model) => <Model key={model.path} path={path} model={model} />}
    </StepCard>
  );
}
