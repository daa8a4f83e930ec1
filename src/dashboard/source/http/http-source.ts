import type { Source } from '../source';
import { fileHref, wandbArchiveHref } from './addresses';
import { askAlerts } from './alerts';
import { askArtifactFiles, askArtifacts, askClientArtifact } from './artifacts';
import { askConsole } from './console';
import { askContent, askWhether } from './content';
import { askFiles } from './files';
import { askForwarding } from './forwarding';
import { importRun } from './import-run';
import { openLive } from './live';
import { askKeys, askRows, askSeries } from './metrics';
import { askProjects } from './projects';
import { askRun, askRuns } from './runs';
import { askToStop } from './stop-run';

/** The server that this page came from. */
export const httpSource: Source = {
  projects: askProjects,
  runs: askRuns,
  run: askRun,
  metrics: askKeys,
  series: askSeries,
  rows: askRows,
  console: askConsole,
  files: askFiles,
  file: fileHref,
  content: askContent,
  has: askWhether,
  clientArtifact: askClientArtifact,
  artifacts: askArtifacts,
  artifactFiles: askArtifactFiles,
  alerts: askAlerts,
  forwarding: askForwarding,
  wandbArchive: wandbArchiveHref,
  watch: openLive,
  stop: askToStop,
  import: importRun,
};
