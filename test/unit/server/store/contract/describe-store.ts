import { describe } from 'vitest';
import { describeAlerts } from './alerts';
import { describeArtifacts } from './artifacts';
import { describeCollections } from './collections';
import { describeColumns } from './columns';
import { describeConcurrency } from './concurrency';
import { describeContents } from './contents';
import { describeCrash } from './crash';
import { describeCreateAndRewind } from './create-and-rewind';
import { describeFiles } from './files';
import { describeLines } from './lines';
import type { OpenStore } from './opened';
import { describeProjects } from './projects';
import { describeRelays } from './relays';
import { describeRuns } from './runs';
import { describeSweeps } from './sweeps';
import { describeWhole } from './whole';
import { describeWrite } from './write';
import { describeWriters } from './writers';

const PARTS: Record<string, (open: OpenStore) => void> = {
  projects: describeProjects,
  runs: describeRuns,
  lines: describeLines,
  columns: describeColumns,
  'files, removals and facts': describeFiles,
  relays: describeRelays,
  alerts: describeAlerts,
  collections: describeCollections,
  artifacts: describeArtifacts,
  contents: describeContents,
  sweeps: describeSweeps,
  'what is delivered': describeWrite,
  'who writes': describeWriters,
  'create and rewind': describeCreateAndRewind,
  'the whole': describeWhole,
  'many at once': describeConcurrency,
  'a crash': describeCrash,
};

/** What every store keeps to, whatever it keeps its data in: see `Store`. */
export function describeStore(name: string, open: OpenStore): void {
  describe.each(Object.entries(PARTS))(`${name}: %s`, (_part, describePart) => describePart(open));
}
