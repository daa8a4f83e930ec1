import { afterAll } from 'vitest';
import { describeStore } from '../contract/describe-store';
import { openSqlite, removeProgram } from './opened-sqlite';

afterAll(removeProgram);

describeStore('SQLite', openSqlite);
