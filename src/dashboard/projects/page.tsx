import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { formatAgo, formatMoment } from '../format/moment';
import { countOf, formatCount } from '../format/number';
import { projectHref } from '../format/paths';
import { useNow } from '../live/use-now';
import { Filter } from '../shell/filter';
import { Failure, Loading, Notice } from '../shell/notice';
import { Shell } from '../shell/shell';
import { useAnswer } from '../source/use-answer';
import { FirstRun } from './first-run';
import { Import } from './import';

/** All projects. */
export function ProjectsPage() {
  const { value: projects, error, reload } = useAnswer('projects', (source, signal) => source.projects(signal));
  const [filter, setFilter] = useState('');
  const now = useNow(5000);
  // Live changes belong to one project, so this page asks again now and then; a first run should appear by itself.
  useEffect(() => {
    if (!document.hidden) reload();
  }, [now, reload]);
  const shown = projects?.filter((project) =>
    `${project.entity}/${project.name}`.toLowerCase().includes(filter.trim().toLowerCase()),
  );
  return (
    <Shell title="Projects" crumbs={[]}>
      <div class="page-head">
        <h1>Projects</h1>
        {projects && projects.length > 0 && <span class="page-sub">{countOf(projects.length, 'project')}</span>}
        {projects && <Import onImported={reload} />}
      </div>
      {shown === undefined ? (
        error === undefined ? (
          <Loading what="projects" />
        ) : (
          <Failure error={error} retry={reload} />
        )
      ) : projects?.length === 0 ? (
        <FirstRun />
      ) : (
        <>
          <div class="tools">
            <Filter label="Filter projects" value={filter} onInput={setFilter} />
          </div>
          {shown.length === 0 && <Notice title="No project has this in its name" />}
          <ul class="projects">
            {shown.map((project) => (
              <li key={`${project.entity}/${project.name}`}>
                <Link href={projectHref(project.entity, project.name)} class="project">
                  <span class="project-name">
                    <span class="project-entity">{project.entity} / </span>
                    {project.name}
                  </span>
                  <span class="project-running">
                    {project.runningCount > 0 && (
                      <span class="state state-running">
                        <span class="state-dot" aria-hidden="true" />
                        {formatCount(project.runningCount)} running
                      </span>
                    )}
                  </span>
                  <span class="project-count">{countOf(project.runCount, 'run')}</span>
                  <span class="project-active" title={formatMoment(project.activeAt)}>
                    {formatAgo(project.activeAt, now)}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Shell>
  );
}
