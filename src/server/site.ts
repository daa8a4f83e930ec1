import type { Blobs } from './files/blobs';
import type { TemporaryFiles } from './files/temporary-files';
import type { ArchiveLimits } from './archive/lines';
import type { Credentials } from './access/caller';
import type { Address } from './access/address';
import type { Health } from './trouble/health';
import type { Live } from './runs/live';
import type { Runs } from './runs/runs';
import type { Relay } from './relay/relay';
import type { Seals } from './access/signed-token';
import type { StoreView } from './store/port/store-view';
import type { WrongKeys } from './access/wrong-keys';

/** What requests are answered from. One server has one. */
export interface Site {
  store: StoreView;
  /** Changes runs; nothing else does. */
  runs: Runs;
  /** Files of runs and contents of artifacts. */
  blobs: Blobs;
  /** Disk for what is needed while one request is answered. */
  temporaryFiles: TemporaryFiles;
  seals: Seals;
  credentials: Credentials;
  wrongKeys: WrongKeys;
  live: Live;
  /** Passes runs on to another server; null where that is not wanted. */
  relay: Relay | null;
  /** Whether what is sent can be stored. */
  health: Health;
  address: Address;
  /** The folder of the built package: the dashboard and the scripts for pages are in it. */
  assets: string;
  /** The real path of the data folder, which may lie in that of the app. The owner's key is in it. */
  data: string;
  /** A web app that is served at /app/. */
  app: string | null;
  /** How large an imported run may be, where it differs from the default. */
  archiveLimits: Partial<ArchiveLimits>;
  /** Aborted when the server stops: streams without an end must end then. */
  closing: AbortSignal;
  now: () => number;
  /** Where trouble goes that nobody is to be answered with. */
  report: (line: string) => void;
  /** Where it goes when a client asks for what the server does not know: once for each thing. */
  reportUnknown: (line: string) => void;
}
