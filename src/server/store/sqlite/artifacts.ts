import type { Artifact, ArtifactChanges, ArtifactDraft, ArtifactStore } from '../port/artifact-store';
import { CollectionTable } from './collections';
import { ContentTable } from './contents';
import type { RunTable } from './runs';
import type { Sql } from './sql';
import type { ManifestFile } from '../port/content-store';
import type { ServerRun } from '../port/run-store';

const SELECT = `
  SELECT artifacts.id, artifacts.collection_id AS collectionId, state, version, digest, description, metadata, tags, size, file_count AS fileCount,
    history_step AS historyStep, ttl_seconds AS ttlSeconds, run_id AS runId, artifacts.created_at AS createdAt, updated_at AS updatedAt
  FROM artifacts LEFT JOIN memberships ON artifact_id = artifacts.id AND memberships.collection_id = artifacts.collection_id`;

type ArtifactRow = Omit<Artifact, 'tags'> & { tags: string };

const toArtifact = ({ tags, ...rest }: ArtifactRow): Artifact => ({ ...rest, tags: JSON.parse(tags) as string[] });

/** The table of artifacts, and of who has logged and used them. */
export class ArtifactTable implements ArtifactStore {
  readonly collections: CollectionTable;
  readonly contents: ContentTable;
  readonly #sql: Sql;
  readonly #runs: RunTable;
  readonly #byId;
  readonly #byClient;
  readonly #same;
  readonly #begun;
  readonly #latest;
  readonly #insert;
  readonly #putClient;
  readonly #update;
  readonly #commit;
  readonly #relate;
  readonly #ofRun;
  readonly #usedBy;

  constructor(sql: Sql, runs: RunTable) {
    this.#sql = sql;
    this.#runs = runs;
    this.collections = new CollectionTable(sql, (id) => this.#remove(id));
    this.contents = new ContentTable(sql);
    this.#byId = sql.prepare<ArtifactRow>(`${SELECT} WHERE artifacts.id = ?`);
    this.#byClient = sql.prepare<ArtifactRow>(
      `${SELECT} WHERE artifacts.id = (SELECT artifact_id FROM artifact_clients WHERE client_id = ?)`,
    );
    this.#same = sql.prepare<ArtifactRow>(
      `${SELECT} WHERE artifacts.collection_id = ? AND digest = ? AND state = 'COMMITTED' ORDER BY version DESC LIMIT 1`,
    );
    this.#begun = sql.prepare<ArtifactRow>(
      `${SELECT} WHERE artifacts.collection_id = ? AND distributed_id = ? AND state = 'PENDING'`,
    );
    this.#latest = sql.prepare<ArtifactRow>(
      `${SELECT} WHERE artifacts.collection_id = ? AND state = 'COMMITTED' ORDER BY version DESC LIMIT 1`,
    );
    this.#insert = sql.prepare(
      `INSERT INTO artifacts (collection_id, state, digest, description, metadata, tags, aliases, history_step, ttl_seconds, distributed_id, run_id, created_at, updated_at)
       VALUES (?, 'PENDING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?11, ?11)`,
    );
    this.#putClient = sql.prepare(
      'INSERT INTO artifact_clients (client_id, artifact_id) VALUES (?, ?) ON CONFLICT DO UPDATE SET artifact_id = excluded.artifact_id',
    );
    this.#update = sql.prepare(
      `UPDATE artifacts SET description = coalesce(?, description), metadata = coalesce(?, metadata), tags = coalesce(?, tags),
         ttl_seconds = coalesce(?, ttl_seconds), updated_at = ? WHERE id = ?`,
    );
    this.#commit = sql.prepare<{ aliases: string }>(
      `UPDATE artifacts SET state = 'COMMITTED', digest = ?, size = ?, file_count = ?, updated_at = ? WHERE id = ? RETURNING aliases`,
    );
    this.#relate = sql.prepare('INSERT OR IGNORE INTO run_artifacts (run_id, artifact_id, how) VALUES (?, ?, ?)');
    this.#ofRun = sql.prepare<ArtifactRow>(
      `${SELECT} WHERE state = 'COMMITTED' AND artifacts.id IN (SELECT artifact_id FROM run_artifacts WHERE run_id = ? AND how = ?) ORDER BY artifacts.id`,
    );
    this.#usedBy = sql.prepare<{ id: number }>(
      `SELECT run_id AS id FROM run_artifacts WHERE artifact_id = ? AND how = 'input' ORDER BY run_id`,
    );
  }

  create(draft: ArtifactDraft, now: number): Artifact {
    return this.#sql.transaction(() => {
      const known = this.#known(draft);
      const id = known?.id ?? this.#begin(draft, now);
      if (draft.clientId) this.#putClient.run(draft.clientId, id);
      if (draft.runId !== null) this.#relate.run(draft.runId, id, 'output');
      if (known?.state === 'COMMITTED') this.collections.append(draft.collectionId, id, draft.aliases, now);
      return this.byId(id)!;
    });
  }

  /** A request that is repeated, another run's part of the same artifact, or content that the sequence has. */
  #known({ collectionId, digest, deduplicate, clientId, distributedId }: ArtifactDraft): Artifact | null {
    const own = clientId ? this.byClientId(clientId) : null;
    if (own?.collectionId === collectionId) return own;
    const row = distributedId ? this.#begun.get(collectionId, distributedId) : undefined;
    const same = row ?? (deduplicate ? this.#same.get(collectionId, digest) : undefined);
    return same ? toArtifact(same) : null;
  }

  #begin(draft: ArtifactDraft, now: number): number {
    const {
      collectionId,
      digest,
      description,
      metadata,
      tags,
      aliases,
      historyStep,
      ttlSeconds,
      distributedId,
      runId,
    } = draft;
    const texts = [JSON.stringify(tags), JSON.stringify(aliases)];
    return this.#insert.run(
      collectionId,
      digest,
      description,
      metadata,
      ...texts,
      historyStep,
      ttlSeconds,
      distributedId,
      runId,
      now,
    );
  }

  byId(id: number): Artifact | null {
    const row = this.#byId.get(id);
    return row ? toArtifact(row) : null;
  }

  byClientId(clientId: string): Artifact | null {
    const row = this.#byClient.get(clientId);
    return row ? toArtifact(row) : null;
  }

  latest(collection: number): Artifact | null {
    const row = this.#latest.get(collection);
    return row ? toArtifact(row) : null;
  }

  update(id: number, { description, metadata, tags, ttlSeconds }: ArtifactChanges, now: number): void {
    this.#update.run(description, metadata, tags && JSON.stringify(tags), ttlSeconds, now, id);
  }

  commit(
    id: number,
    { digest, manifest, files }: { digest: string; manifest: string; files: ManifestFile[] },
    now: number,
  ): Artifact {
    return this.#sql.transaction(() => {
      const size = this.contents.replace(id, manifest, files);
      const { aliases } = this.#commit.get(digest, size, files.length, now, id)!;
      this.collections.append(this.byId(id)!.collectionId, id, JSON.parse(aliases) as string[], now);
      return this.byId(id)!;
    });
  }

  delete(id: number): void {
    this.#sql.transaction(() => this.#remove(id));
  }

  #remove(id: number): void {
    for (const { collectionId } of this.collections.membershipsOf(id)) this.collections.removeMember(collectionId, id);
    for (const statement of [
      'DELETE FROM artifact_files WHERE artifact_id = ?',
      'DELETE FROM manifests WHERE artifact_id = ?',
      'DELETE FROM artifact_clients WHERE artifact_id = ?',
      'DELETE FROM run_artifacts WHERE artifact_id = ?',
      'DELETE FROM artifacts WHERE id = ?',
    ]) {
      this.#sql.prepare(statement).run(id);
    }
  }

  deleteAbandoned(before: number): void {
    const old = this.#sql
      .prepare<{ id: number }>(`SELECT id FROM artifacts WHERE state = 'PENDING' AND updated_at < ?`)
      .all(before);
    for (const { id } of old) this.delete(id);
  }

  use(run: number, artifact: number): void {
    this.#relate.run(run, artifact, 'input');
  }

  ofRun(run: number, how: 'input' | 'output'): Artifact[] {
    return this.#ofRun.all(run, how).map(toArtifact);
  }

  usedBy(artifact: number): ServerRun[] {
    return this.#usedBy.all(artifact).flatMap(({ id }) => this.#runs.byId(id) ?? []);
  }
}
