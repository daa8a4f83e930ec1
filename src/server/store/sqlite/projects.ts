import type { Sql } from './sql';
import type { Project, ProjectStore } from '../port/store';

const SELECT = `SELECT id, entity, name, description, created_at AS createdAt, updated_at AS updatedAt FROM projects`;

/** The table of projects. */
export class ProjectTable implements ProjectStore {
  readonly #find;
  readonly #byId;
  readonly #list;
  readonly #insert;
  readonly #describe;

  constructor(sql: Sql) {
    this.#find = sql.prepare<Project>(`${SELECT} WHERE entity = ? AND name = ?`);
    this.#byId = sql.prepare<Project>(`${SELECT} WHERE id = ?`);
    this.#list = sql.prepare<Project>(`${SELECT} WHERE ?1 IS NULL OR entity = ?1 ORDER BY updated_at DESC, id DESC`);
    this.#insert = sql.prepare(
      'INSERT INTO projects (entity, name, description, created_at, updated_at) VALUES (?, ?, ?, ?4, ?4)',
    );
    this.#describe = sql.prepare(
      'UPDATE projects SET description = coalesce(?, description), updated_at = ? WHERE id = ?',
    );
  }

  find(entity: string, name: string): Project | null {
    return this.#find.get(entity, name) ?? null;
  }

  byId(id: number): Project | null {
    return this.#byId.get(id) ?? null;
  }

  list(entity: string | null): Project[] {
    return this.#list.all(entity);
  }

  upsert(
    entity: string,
    name: string,
    description: string | null,
    now: number,
  ): { project: Project; inserted: boolean } {
    const found = this.find(entity, name);
    if (found) this.#describe.run(description, now, found.id);
    else this.#insert.run(entity, name, description, now);
    return { project: this.find(entity, name)!, inserted: found === null };
  }
}
