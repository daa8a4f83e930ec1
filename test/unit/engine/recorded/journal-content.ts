import { openDB } from 'idb';

const STORES = ['runs', 'chunks', 'files'] as const;

/** All records of a browser's journal, by store; bytes as base64. */
export type JournalContent = { [store in (typeof STORES)[number]]: { key: IDBValidKey; value: unknown }[] };

/** What the journal of this browser holds. */
export async function readJournal(): Promise<JournalContent> {
  const database = await openDB('spoor');
  const content: JournalContent = { runs: [], chunks: [], files: [] };
  for (const store of STORES) {
    const [keys, values] = [await database.getAllKeys(store), (await database.getAll(store)) as unknown[]];
    content[store] = keys.map((key, at) => ({ key, value: withoutBytes(values[at]) }));
  }
  database.close();
  return content;
}

/** Puts such a content into a browser that has no journal, in the schema of version 1. */
export async function writeJournal(content: JournalContent): Promise<void> {
  const upgrade = (database: { createObjectStore(name: string): unknown }) => {
    for (const store of STORES) database.createObjectStore(store);
  };
  const database = await openDB('spoor', 1, { upgrade });
  for (const store of STORES) {
    for (const { key, value } of content[store]) await database.put(store, withBytes(value), key);
  }
  database.close();
}

function withoutBytes(value: unknown): unknown {
  const { bytes, ...rest } = value as { bytes?: ArrayBuffer };
  return bytes ? { ...rest, base64: Buffer.from(bytes).toString('base64') } : value;
}

function withBytes(value: unknown): unknown {
  const { base64, ...rest } = value as { base64?: string };
  return base64 === undefined ? value : { ...rest, bytes: new Uint8Array(Buffer.from(base64, 'base64')).buffer };
}
