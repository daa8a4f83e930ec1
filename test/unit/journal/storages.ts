import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { openDatabase } from '../../../src/journal/database';
import { openMemory } from '../../../src/journal/memory';
import type { Storage } from '../../../src/journal/storage';

/** Both storages, for tables of tests: the journal's rules must hold over either. */
export const STORAGES: [Storage['kind'], () => Promise<Storage>][] = [
  ['indexeddb', openFreshDatabase],
  ['memory', async () => openMemory()],
];

/** A database of an origin where there is none yet. */
export function openFreshDatabase(): Promise<Storage> {
  vi.stubGlobal('indexedDB', new IDBFactory());
  return openDatabase();
}
