import type { Tab } from './tab';

/** What pages that are gone have said last: how many rows, and all but the rows. */
export function lastWordsIn(tab: Tab): Promise<string[]> {
  return tab.evaluate(`Object.entries(localStorage).map(([name, text]) => {
    const [head, ...rows] = text.split('\\n');
    return [name, rows.length + ' rows', text.length + ' characters', head].join(', ');
  })`);
}

/**
 * What the journal holds: its runs, and how many records of lines and files wait. Only where Spoor has made it: to ask
 * would make an empty one.
 */
export function journalIn(tab: Tab): Promise<{ runs: string[]; chunks: number; files: number }> {
  return tab.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('spoor');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(['runs', 'chunks', 'files']);
      const runs = transaction.objectStore('runs').getAll();
      const [chunks, files] = ['chunks', 'files'].map((store) => transaction.objectStore(store).count());
      transaction.oncomplete = () => {
        opening.result.close();
        const told = runs.result.map(({ record, writer, before, sequence, next, acknowledged, step, openRow, closedRow }) =>
          JSON.stringify({ run: record.id, writer, before, sequence, next, acknowledged, step, openRow, closedRow }));
        resolve({ runs: told, chunks: chunks.result, files: files.result });
      };
    };
  })`);
}
