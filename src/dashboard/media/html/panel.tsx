import type { LineValue } from '../../../wire/index';
import { readFiles } from '../../rows/logged-files';
import { StepCard } from '../../rows/step-card';
import { TextFile } from '../../rows/text-file';
import type { RunPath } from '../../source/source';
import { DocumentFrame, hasScripts } from './frame';
import './html.css';

const readDocuments = (value: LineValue) => readFiles(value, 'html-file', 'html');

/** One metric whose values are documents. */
export function HtmlPanel({ path, metric, fresh }: { path: RunPath; metric: string; fresh: number }) {
  return (
    <StepCard path={path} metric={metric} fresh={fresh} noun="document" read={readDocuments}>
      {(file, label) => (
        <TextFile
          path={path}
          file={file}
          label={label}
          note={(html) => hasScripts(html) && 'Its scripts do not run here.'}
        >
          {(html) => <DocumentFrame html={html} title={label} />}
        </TextFile>
      )}
    </StepCard>
  );
}
