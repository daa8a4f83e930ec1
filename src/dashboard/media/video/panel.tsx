import type { LineValue } from '../../../wire/index';
import { readFiles } from '../../rows/logged-files';
import { StepCard } from '../../rows/step-card';
import type { RunPath } from '../../source/source';
import { Clip } from './clip';
import './video.css';

const readVideos = (value: LineValue) => readFiles(value, 'video-file', 'videos');

/** One metric whose values are clips. */
export function VideoPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <StepCard path={path} metric={metric} fresh={fresh} noun="video" read={readVideos}>
      {(file, label) => <Clip key={file.path} path={path} file={file} label={label} />}
    </StepCard>
  );
}
