import type { Run } from 'spoor';
import type { ToldRow } from './testimony';

/** How a training ended. */
export interface Outcome {
  runId: string;
  runUrl: string | null;
  /** Share of the test digits that the network reads right. */
  testAccuracy: number;
  /** True when somebody asked the run to stop. */
  stopped: boolean;
}

/** `window.demo`: what a script may read of the page. `npm run demo` does. */
export interface Demo {
  stage: 'loading' | 'training' | 'delivering' | 'finished' | 'failed';
  /** Batches of the plan that are done. After a reload the round that was under way begins again. */
  batch: number;
  batches: number;
  /** A round ends with histograms, and now and then with pictures. */
  batchesPerRound: number;
  loss: number | null;
  accuracy: number | null;
  run: Run | null;
  /** Rejects when the training fails. */
  ended: Promise<Outcome>;
}

declare global {
  interface Window {
    demo: Demo;
    /**
     * A script that defines it before the page loads hears of every row that is logged, of some twice. Resolves when it
     * has heard.
     */
    spoorDemoRow?: (row: ToldRow) => Promise<void>;
  }
}
