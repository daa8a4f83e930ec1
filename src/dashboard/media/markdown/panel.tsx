import type { LineValue } from '../../../wire/index';
import { readFiles } from '../../rows/logged-files';
import { StepCard } from '../../rows/step-card';
import { TextFile } from '../../rows/text-file';
import type { RunPath } from '../../source/source';
import { MarkdownText } from './text';
import './markdown.css';

const readTexts = (value: LineValue) => readFiles(value, 'markdown-file', 'markdown');

/** One metric whose values are texts in Markdown. */
export function MarkdownPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <StepCard path={path} metric={metric} fresh={fresh} noun="text" read={readTexts}>
      {(file, label) => (
        <TextFile path={path} file={file} label={label}>
          {(text) => <MarkdownText text={text} />}
        </TextFile>
      )}
    </StepCard>
  );
}
