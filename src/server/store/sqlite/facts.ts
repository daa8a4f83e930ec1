import type { Sql } from './sql';
import type { FactStore } from '../port/store';

/** Single values that the server keeps about itself. */
export class Facts implements FactStore {
  readonly #get;
  readonly #set;

  constructor(sql: Sql) {
    this.#get = sql.prepare<{ value: string | number }>('SELECT value FROM facts WHERE name = ?');
    this.#set = sql.prepare(
      'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    );
  }

  get(name: string): string | number | null {
    return this.#get.get(name)?.value ?? null;
  }

  set(name: string, value: string | number): void {
    this.#set.run(name, value);
  }
}
