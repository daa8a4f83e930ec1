import type {
  Alias,
  ArtifactType,
  Collection,
  CollectionChanges,
  CollectionKind,
  CollectionStore,
  Membership,
  VersionChoice,
} from '../port/collection-store';
import type { Sql } from './sql';

const SELECT = `SELECT id, project_id AS projectId, name, kind, type, description, tags, created_at AS createdAt, updated_at AS updatedAt FROM collections`;
const SELECT_MEMBER = `SELECT id, collection_id AS collectionId, artifact_id AS artifactId, version, created_at AS createdAt FROM memberships`;

type CollectionRow = Omit<Collection, 'tags'> & { tags: string };

const toCollection = ({ tags, ...rest }: CollectionRow): Collection => ({
  ...rest,
  tags: JSON.parse(tags) as string[],
});

/** The tables of collections, of the versions in them, and of aliases. */
export class CollectionTable implements CollectionStore {
  readonly #sql: Sql;
  readonly #deleteArtifact: (id: number) => void;
  readonly #find;
  readonly #byId;
  readonly #list;
  readonly #types;
  readonly #addType;
  readonly #insert;
  readonly #update;
  readonly #takeVersion;
  readonly #members;
  readonly #byVersion;
  readonly #byName;
  readonly #ofArtifact;
  readonly #addMember;
  readonly #aliases;
  readonly #putAlias;

  /** `deleteArtifact` removes one artifact, within a transaction that is open. */
  constructor(sql: Sql, deleteArtifact: (id: number) => void) {
    this.#sql = sql;
    this.#deleteArtifact = deleteArtifact;
    this.#find = sql.prepare<CollectionRow>(`${SELECT} WHERE project_id = ? AND name = ?`);
    this.#byId = sql.prepare<CollectionRow>(`${SELECT} WHERE id = ?`);
    this.#list = sql.prepare<CollectionRow>(
      `${SELECT} WHERE project_id = ?1 AND (?2 IS NULL OR type = ?2) ORDER BY id`,
    );
    this.#types = sql.prepare<ArtifactType>(
      'SELECT id, name, created_at AS createdAt FROM artifact_types WHERE project_id = ? ORDER BY id',
    );
    this.#addType = sql.prepare('INSERT OR IGNORE INTO artifact_types (project_id, name, created_at) VALUES (?, ?, ?)');
    this.#insert = sql.prepare(
      'INSERT INTO collections (project_id, name, kind, type, created_at, updated_at) VALUES (?, ?, ?, ?, ?5, ?5)',
    );
    this.#update = sql.prepare(
      `UPDATE collections SET name = coalesce(?, name), description = coalesce(?, description), type = coalesce(?, type),
         tags = coalesce(?, tags), updated_at = ? WHERE id = ?`,
    );
    this.#takeVersion = sql.prepare<{ version: number }>(
      'UPDATE collections SET next_version = next_version + 1, updated_at = ? WHERE id = ? RETURNING next_version - 1 AS version',
    );
    this.#members = sql.prepare<Membership>(`${SELECT_MEMBER} WHERE collection_id = ? ORDER BY version DESC`);
    this.#byVersion = sql.prepare<Membership>(`${SELECT_MEMBER} WHERE collection_id = ? AND version = ?`);
    this.#byName = sql.prepare<Membership>(
      `${SELECT_MEMBER} WHERE collection_id = ?1 AND artifact_id = coalesce(
         (SELECT artifact_id FROM aliases WHERE collection_id = ?1 AND alias = ?2),
         (SELECT artifacts.id FROM artifacts JOIN memberships ON artifact_id = artifacts.id
          WHERE memberships.collection_id = ?1 AND digest = ?2 ORDER BY version DESC LIMIT 1))`,
    );
    this.#ofArtifact = sql.prepare<Membership>(`${SELECT_MEMBER} WHERE artifact_id = ? ORDER BY id`);
    this.#addMember = sql.prepare(
      'INSERT INTO memberships (collection_id, artifact_id, version, created_at) VALUES (?, ?, ?, ?)',
    );
    this.#aliases = sql.prepare<Alias>(
      `SELECT id, collection_id AS collectionId, artifact_id AS artifactId, alias FROM aliases
       WHERE (?1 IS NULL OR collection_id = ?1) AND (?2 IS NULL OR artifact_id = ?2) ORDER BY id`,
    );
    this.#putAlias = sql.prepare(
      'INSERT INTO aliases (collection_id, artifact_id, alias) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET artifact_id = excluded.artifact_id',
    );
  }

  find(project: number, name: string): Collection | null {
    const row = this.#find.get(project, name);
    return row ? toCollection(row) : null;
  }

  byId(id: number): Collection | null {
    const row = this.#byId.get(id);
    return row ? toCollection(row) : null;
  }

  list(project: number, type: string | null): Collection[] {
    return this.#list.all(project, type).map(toCollection);
  }

  types(project: number): ArtifactType[] {
    return this.#types.all(project);
  }

  upsert(project: number, name: string, kind: CollectionKind, type: string, now: number): Collection {
    return this.#sql.transaction(() => {
      if (!this.find(project, name)) {
        this.#addType.run(project, type, now);
        this.#insert.run(project, name, kind, type, now);
      }
      return this.find(project, name)!;
    });
  }

  update(id: number, { name, description, type, tags }: CollectionChanges, now: number): void {
    this.#sql.transaction(() => {
      const collection = type === null ? null : this.byId(id);
      if (collection) this.#addType.run(collection.projectId, type, now);
      this.#update.run(name, description, type, tags && JSON.stringify(tags), now, id);
    });
  }

  delete(id: number): void {
    this.#sql.transaction(() => {
      if (this.byId(id)?.kind === 'sequence') {
        const all = this.#sql.prepare<{ id: number }>('SELECT id FROM artifacts WHERE collection_id = ?').all(id);
        for (const artifact of all) this.#deleteArtifact(artifact.id);
      }
      for (const statement of [
        'DELETE FROM aliases WHERE collection_id = ?',
        'DELETE FROM memberships WHERE collection_id = ?',
        'DELETE FROM collections WHERE id = ?',
      ]) {
        this.#sql.prepare(statement).run(id);
      }
    });
  }

  members(collection: number): Membership[] {
    return this.#members.all(collection);
  }

  member(collection: number, choice: VersionChoice): Membership | null {
    const found =
      'version' in choice
        ? this.#byVersion.get(collection, choice.version)
        : this.#byName.get(collection, choice.named);
    return found ?? null;
  }

  membershipsOf(artifact: number): Membership[] {
    return this.#ofArtifact.all(artifact);
  }

  aliases({ collection, artifact }: { collection?: number; artifact?: number }): Alias[] {
    return this.#aliases.all(collection ?? null, artifact ?? null);
  }

  addAlias(collection: number, alias: string, artifact: number): boolean {
    if (!this.membershipsOf(artifact).some(({ collectionId }) => collectionId === collection)) return false;
    this.#putAlias.run(collection, artifact, alias);
    return true;
  }

  removeAlias(collection: number, alias: string, artifact: number): void {
    this.#sql
      .prepare('DELETE FROM aliases WHERE collection_id = ? AND alias = ? AND artifact_id = ?')
      .run(collection, alias, artifact);
  }

  link(portfolio: number, artifact: number, aliases: string[], now: number): Membership {
    return this.#sql.transaction(() => this.append(portfolio, artifact, aliases, now));
  }

  /** Makes an artifact the newest version of a collection, unless it is in it. To be called in a transaction. */
  append(collection: number, artifact: number, aliases: string[], now: number): Membership {
    const find = () => this.membershipsOf(artifact).find(({ collectionId }) => collectionId === collection);
    if (!find()) {
      const { version } = this.#takeVersion.get(now, collection)!;
      this.#addMember.run(collection, artifact, version, now);
    }
    for (const alias of new Set([...aliases, 'latest'])) this.#putAlias.run(collection, artifact, alias);
    return find()!;
  }

  unlink(portfolio: number, artifact: number): void {
    this.#sql.transaction(() => this.removeMember(portfolio, artifact));
  }

  /** To be called in a transaction. The newest version that is left becomes the latest one. */
  removeMember(collection: number, artifact: number): void {
    for (const table of ['aliases', 'memberships']) {
      this.#sql.prepare(`DELETE FROM ${table} WHERE collection_id = ? AND artifact_id = ?`).run(collection, artifact);
    }
    const [newest] = this.members(collection);
    if (newest && !this.member(collection, { named: 'latest' }))
      this.#putAlias.run(collection, newest.artifactId, 'latest');
  }
}
