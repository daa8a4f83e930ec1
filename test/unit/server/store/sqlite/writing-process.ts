import { writeSync } from 'node:fs';
import { SqliteStore } from '../../../../../src/server/store/sqlite/sqlite-store';
import { keepWriting } from '../contract/keep-writing';

/** Started by `openSqlite` as a process of its own: writes to the store in a folder until it is killed. */
const store = await SqliteStore.open(process.argv[2]!);
// Written at once: what is printed later may be lost when the process is killed.
await keepWriting(store, (count) => void writeSync(1, `${count}\n`));
