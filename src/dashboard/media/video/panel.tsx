import { StepCard } from '../../rows/step-card';
import type { RunPath } from '../../source/source';
import { Clip } from './clip';
import { readVideos } from './logged-videos';
import './video.css';

/** One metric whose values are clips. */
export function VideoPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <StepCard path={path} metric={metric} fresh={fresh} noun="video" read={readVideos}>
      {(file, label) => <Clip key={file.path} path={path} file={file} label={label} />}
    </StepCard>
  );
}
