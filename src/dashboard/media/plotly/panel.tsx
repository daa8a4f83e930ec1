import type { LineValue } from '../../../wire/index';
import { readFiles } from '../../rows/logged-files';
import { StepCard } from '../../rows/step-card';
import { TextFile } from '../../rows/text-file';
import type { RunPath } from '../../source/source';
import { PlotlyChart } from './chart';
import './plotly.css';

const readFigures = (value: LineValue) => readFiles(value, 'plotly-file');

/** One metric whose values are figures of Plotly. */
export function PlotlyPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <StepCard path={path} metric={metric} fresh={fresh} noun="figure" read={readFigures}>
      {(file, label) => (
        <TextFile path={path} file={file} label={label}>
          {(text) => <PlotlyChart text={text} label={label} />}
        </TextFile>
      )}
    </StepCard>
  );
}
