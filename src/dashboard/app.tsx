import { Link, Route, Switch } from 'wouter-preact';
import { nameFrom } from './format/paths';
import { ProjectsPage } from './projects/page';
import { RunPage } from './run/page';
import { RunsPage } from './runs/page';
import { Boundary } from './shell/boundary';
import { Notice } from './shell/notice';
import { Shell } from './shell/shell';

/** Which address shows which page. */
export function App() {
  return (
    <Boundary>
      <Switch>
        <Route path="/" component={ProjectsPage} />
        <Route path="/:entity/:project">
          {({ entity, project }) => (
            <RunsPage key={`${entity}/${project}`} entity={nameFrom(entity)} project={nameFrom(project)} />
          )}
        </Route>
        <Route path="/:entity/:project/runs/:run">
          {({ entity, project, run }) => (
            <RunPage
              key={`${entity}/${project}/${run}`}
              path={{ entity: nameFrom(entity), project: nameFrom(project), run: nameFrom(run) }}
            />
          )}
        </Route>
        <Route>
          <Shell title="Not here" crumbs={[]}>
            <h1 class="visually-hidden">Not here</h1>
            <Notice title="There is no such page">
              <p>
                <Link href="/">All projects</Link>
              </p>
            </Notice>
          </Shell>
        </Route>
      </Switch>
    </Boundary>
  );
}
