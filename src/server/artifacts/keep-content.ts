import { contentKey } from '../files/blob-keys';
import type { Blobs } from '../files/blobs';
import type { StoreView } from '../store/port/store-view';
import { Refusal } from '../trouble/refusal';

/**
 * Keeps content of an artifact and makes its record, or neither.
 *
 * @throws Refusal 413 when it is too large, 400 when its digest is another one.
 */
export async function keepContent(
  { store, blobs }: { store: Pick<StoreView, 'contents'>; blobs: Blobs },
  digest: string,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  await blobs.put(contentKey(digest), content, async ({ md5, size }) => {
    if (md5 !== digest)
      throw new Refusal(
        400,
        `The MD5 of these bytes is ${md5}, and ${digest} was announced; send the file that was announced.`,
      );
    await store.contents.record(digest, size);
    return true;
  });
}
