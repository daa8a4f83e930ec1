import { describe } from 'vitest';
import { describeCrashes } from './blobs/crashing';
import { describePutting } from './blobs/putting';
import { describeReading } from './blobs/reading';
import { Trial, type BlobsWorld } from './blobs/trial';

export { MAX_BYTES, type BlobsWorld } from './blobs/trial';

/** What every implementation of `Blobs` promises. */
export function describeBlobs(name: string, make: () => Promise<BlobsWorld>): void {
  describe(`blobs: ${name}`, () => {
    const trial = new Trial(make);
    describePutting(trial);
    describeReading(trial);
    describeCrashes(trial);
  });
}
