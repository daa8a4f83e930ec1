import { StepCard } from '../../rows/step-card';
import type { RunPath } from '../../source/source';
import { Clip } from './clip';
import { readSounds } from './logged-sounds';
import './audio.css';

/** One metric whose values are sounds: those of one step, and a slider through the steps. */
export function AudioPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <StepCard path={path} metric={metric} fresh={fresh} noun="sound" read={readSounds}>
      {(sound) => <Clip key={sound.path} path={path} sound={sound} />}
    </StepCard>
  );
}
