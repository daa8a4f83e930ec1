import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import { formatDuration } from '../format/duration';
import { formatAgo, formatMoment } from '../format/moment';
import { formatCount } from '../format/number';
import { runHref } from '../format/paths';
import { useNow } from '../live/use-now';
import type { Run } from '../source/run';
import type { RunPath } from '../source/source';
import { Download } from './download';
import { StateBadge } from './state';
import { StopButton } from './stop-button';
import { durationOf, startOf, stepOf } from './timing';

interface RunHeaderProps {
  run: Run;
  path: RunPath;
  /** Nothing can be done with it any more. */
  isDeleted: boolean;
  children?: ComponentChildren;
}

/** Name, state and the few facts about a run that are looked for first. */
export function RunHeader({ run, path, isDeleted, children }: RunHeaderProps) {
  const now = useNow(1000);
  const step = stepOf(run);
  return (
    <div class="run-head">
      <div class="run-title">
        <h1>{run.name}</h1>
        <StateBadge state={run.state} />
        {run.exitCode !== null && run.exitCode !== 0 && <span class="tag tag-bad">exit code {run.exitCode}</span>}
        {run.tags.map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
        {!isDeleted && (
          <span class="run-actions">
            <StopButton run={run} path={path} />
            <Download run={run} path={path} />
          </span>
        )}
      </div>
      {run.notes && <p class="run-notes">{run.notes}</p>}
      <dl class="facts">
        <Fact name="Id">
          <code>{run.id}</code>
        </Fact>
        <Fact name="Started" title={formatMoment(startOf(run))}>
          {formatAgo(startOf(run), now)}
        </Fact>
        <Fact name="Duration">{formatDuration(durationOf(run, now))}</Fact>
        <Fact name="Step">{step === null ? '–' : formatCount(step)}</Fact>
        <Fact name="Rows received">{formatCount(run.lineCount)}</Fact>
        <Fact name="Heartbeat" title={formatMoment(run.heartbeatAt)}>
          {formatAgo(run.heartbeatAt, now)}
        </Fact>
        {run.group && <Fact name="Group">{run.group}</Fact>}
        {run.jobType && <Fact name="Job type">{run.jobType}</Fact>}
        {run.forkedFrom && (
          <Fact name="Forked from">
            <Link href={runHref({ ...path, run: run.forkedFrom.run })}>{run.forkedFrom.run}</Link> at step{' '}
            {formatCount(run.forkedFrom.step)}
          </Fact>
        )}
        {run.sweep && (
          <Fact name="Sweep">
            <code>{run.sweep}</code>
          </Fact>
        )}
      </dl>
      {children}
    </div>
  );
}

function Fact({ name, title, children }: { name: string; title?: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd title={title}>{children}</dd>
    </div>
  );
}
