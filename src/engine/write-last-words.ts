import { runKey } from '../wire/index';
import type { Journal } from '../journal/index';
import type { LastWords } from '../thread/contract';

/**
 * Writes the last words of a page that is gone into the journal, whatever the storage budget: there is no page in whose
 * memory they could wait. What it has already is passed over.
 *
 * @throws SpoorError `run-taken` when another page has opened the run since: its rows have taken these numbers.
 */
export async function writeLastWords(journal: Journal, { writer, record, batch, at }: LastWords): Promise<void> {
  const key = runKey(record);
  if (!(await journal.load(key))) await journal.claim(record, writer, null);
  await journal.append(key, writer, { ...batch, record, files: [], saidAt: at });
}
