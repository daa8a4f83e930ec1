import { formatBins, type ToCount } from '../../../wire/index';
import type { MediaPart } from '../../../thread/draft';
import type { Encoded } from '../../engine/encoder';

/** Counts a large array. The page counts a small one itself, and makes the same text of it. */
export async function encodeHistogram(
  { items }: MediaPart<ToCount>,
  onFailed: (error: unknown) => void,
): Promise<Encoded> {
  return { json: formatBins(items[0]!, onFailed), files: [] };
}
