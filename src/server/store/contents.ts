import type { ManifestFile } from '../artifacts/manifest';
import { Refusal } from '../refusal';
import type { ArtifactFile, ContentStore, StoredManifest } from './artifact-store';
import type { Sql } from './sql';

const SELECT_MANIFEST = 'SELECT id, artifact_id AS artifactId, name, type, base_id AS baseId, digest FROM manifests';
/** Null stands for all paths, a JSON list for these. */
const PATHS = '(?2 IS NULL OR path IN (SELECT value FROM json_each(?2)))';

/** The tables of contents, of the files that have them, and of manifests. The bytes are elsewhere. */
export class ContentTable implements ContentStore {
  readonly #sql: Sql;
  readonly #size;
  readonly #record;
  readonly #putFile;
  readonly #files;
  readonly #count;
  readonly #nameIn;
  readonly #unused;
  readonly #addManifest;
  readonly #setDigest;
  readonly #manifest;
  readonly #manifests;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#size = sql.prepare<{ size: number }>('SELECT size FROM contents WHERE digest = ?');
    this.#record = sql.prepare('INSERT OR IGNORE INTO contents (digest, size) VALUES (?, ?)');
    this.#putFile = sql.prepare(
      `INSERT INTO artifact_files (artifact_id, path, digest, size, ref) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET digest = excluded.digest, size = excluded.size, ref = excluded.ref`,
    );
    this.#files = sql.prepare<ArtifactFile>(
      `SELECT id, path, digest, size, ref FROM artifact_files WHERE artifact_id = ?1 AND ${PATHS} AND id > ?3 ORDER BY id LIMIT ?4`,
    );
    this.#count = sql.prepare<{ count: number }>(`SELECT COUNT(*) AS count FROM artifact_files WHERE artifact_id = ?1 AND ${PATHS}`);
    this.#nameIn = sql.prepare<{ path: string }>(
      `SELECT path FROM artifact_files WHERE digest = ? AND ref IS NULL
         AND artifact_id IN (SELECT artifact_id FROM memberships WHERE collection_id = ?) LIMIT 1`,
    );
    this.#unused = sql.prepare<{ digest: string }>(
      `DELETE FROM contents WHERE digest NOT IN (SELECT digest FROM artifact_files WHERE ref IS NULL UNION ALL SELECT digest FROM manifests)
       RETURNING digest`,
    );
    this.#addManifest = sql.prepare('INSERT INTO manifests (artifact_id, name, type, base_id, digest) VALUES (?, ?, ?, ?, ?)');
    this.#setDigest = sql.prepare('UPDATE manifests SET digest = ? WHERE id = ?');
    this.#manifest = sql.prepare<StoredManifest>(`${SELECT_MANIFEST} WHERE id = ?`);
    this.#manifests = sql.prepare<StoredManifest>(`${SELECT_MANIFEST} WHERE artifact_id = ? ORDER BY id`);
  }

  size(digest: string): number | null {
    return this.#size.get(digest)?.size ?? null;
  }

  record(digest: string, size: number): void {
    this.#record.run(digest, size);
  }

  announce(artifact: number, path: string, digest: string): boolean {
    const size = this.size(digest);
    this.#putFile.run(artifact, path, digest, size ?? 0, null);
    return size !== null;
  }

  /** Makes these the files of an artifact and this its manifest; returns their size. To be called in a transaction. */
  replace(artifact: number, manifest: string, files: ManifestFile[]): number {
    this.#sql.prepare('DELETE FROM artifact_files WHERE artifact_id = ?').run(artifact);
    let total = 0;
    for (const { path, digest, size, ref } of files) {
      const bytes = ref === null ? this.size(digest) : size;
      if (bytes === null) {
        throw new Refusal(
          400,
          `The file ${JSON.stringify(path)} has not been uploaded: ask createArtifactFiles where to, and commit again.`,
        );
      }
      this.#putFile.run(artifact, path, digest, bytes, ref);
      total += bytes;
    }
    this.#sql.prepare('DELETE FROM manifests WHERE artifact_id = ?').run(artifact);
    this.#addManifest.run(artifact, 'wandb_manifest.json', 'FULL', null, manifest);
    return total;
  }

  files(artifact: number, { after, limit, paths }: { after: number; limit: number; paths: string[] | null }): ArtifactFile[] {
    return this.#files.all(artifact, paths && JSON.stringify(paths), after, limit);
  }

  countFiles(artifact: number, paths: string[] | null): number {
    return this.#count.get(artifact, paths && JSON.stringify(paths))?.count ?? 0;
  }

  nameIn(collection: number, digest: string): string | null {
    return this.#nameIn.get(digest, collection)?.path ?? null;
  }

  forgetUnused(): string[] {
    return this.#unused.all().map(({ digest }) => digest);
  }

  addManifest({ artifactId, name, type, baseId, digest }: Omit<StoredManifest, 'id'>): StoredManifest {
    return this.#manifest.get(this.#addManifest.run(artifactId, name, type, baseId, digest))!;
  }

  setManifestDigest(id: number, digest: string): StoredManifest | null {
    this.#setDigest.run(digest, id);
    return this.#manifest.get(id) ?? null;
  }

  manifests(artifact: number): StoredManifest[] {
    return this.#manifests.all(artifact);
  }
}
