import type { LineValue } from '../../../wire/index';
import { readFiles } from '../../rows/logged-files';
import { StepCard } from '../../rows/step-card';
import { TextFile } from '../../rows/text-file';
import type { RunPath } from '../../source/source';
import { GraphView } from './graph-view';
import './graph.css';

const readGraphs = (value: LineValue) => readFiles(value, 'graph-file');

/** One metric whose values are graphs, such as what a model is built of. */
export function GraphPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <StepCard path={path} metric={metric} fresh={fresh} noun="graph" read={readGraphs}>
      {(file, label) => (
        <TextFile path={path} file={file} label={label}>
          {(text) => <GraphView key={file.path} path={path} text={text} label={label} />}
        </TextFile>
      )}
    </StepCard>
  );
}
