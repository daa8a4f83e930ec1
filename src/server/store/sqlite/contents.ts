import {
  StoreRefusal,
  type ArtifactFile,
  type ContentStore,
  type ManifestFile,
  type StoredManifest,
} from '../port/store';
import type { Sql } from './sql';

const SELECT_MANIFEST = 'SELECT id, artifact_id AS artifactId, name, type, base_id AS baseId, digest FROM manifests';
/**
 * Files as a JSON list, with the content that each of them has: one statement for thousands, for a call into libsql
 * costs more than a row.
 */
const LIST = `(SELECT key, value ->> 'artifact' AS artifact, value ->> 'path' AS path, value ->> 'digest' AS digest, value ->> 'size' AS size,
    value ->> 'ref' AS ref FROM json_each(?)) AS file
  LEFT JOIN contents ON file.ref IS NULL AND contents.digest = file.digest`;
/** What files and manifests have as their content. */
const NAMED = 'SELECT digest FROM artifact_files WHERE ref IS NULL UNION ALL SELECT digest FROM manifests';
/** Null stands for all paths, a JSON list for these. */
const PATHS = '(?2 IS NULL OR path IN (SELECT value FROM json_each(?2)))';

/** The tables of contents, of the files that have them, and of manifests. The bytes are elsewhere. */
export class ContentTable implements ContentStore {
  readonly #sql: Sql;
  readonly #size;
  readonly #record;
  readonly #forgive;
  readonly #list;
  readonly #isNamed;
  readonly #lose;
  readonly #putFiles;
  readonly #missing;
  readonly #total;
  readonly #files;
  readonly #count;
  readonly #nameIn;
  readonly #oweUnused;
  readonly #forgetUnused;
  readonly #addManifest;
  readonly #setDigest;
  readonly #manifest;
  readonly #manifests;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#size = sql.prepare<{ size: number }>('SELECT size FROM contents WHERE digest = ?');
    this.#record = sql.prepare('INSERT OR IGNORE INTO contents (digest, size) VALUES (?, ?)');
    this.#forgive = sql.prepare('DELETE FROM removals WHERE digest = ?');
    this.#list = sql.prepare<{ digest: string }>('SELECT digest FROM contents');
    this.#isNamed = sql.prepare(`SELECT 1 WHERE ? IN (${NAMED})`);
    this.#lose = sql.prepare('DELETE FROM contents WHERE digest = ?');
    this.#putFiles = sql.prepare(
      `INSERT INTO artifact_files (artifact_id, path, digest, size, ref)
       SELECT artifact, path, file.digest, coalesce(contents.size, file.size, 0), ref FROM ${LIST} WHERE true ORDER BY key
       ON CONFLICT DO UPDATE SET digest = excluded.digest, size = excluded.size, ref = excluded.ref`,
    );
    this.#missing = sql.prepare<{ key: number; path: string }>(
      `SELECT key, path FROM ${LIST} WHERE ref IS NULL AND contents.digest IS NULL ORDER BY key`,
    );
    this.#total = sql.prepare<{ size: number }>(
      'SELECT coalesce(SUM(size), 0) AS size FROM artifact_files WHERE artifact_id = ?',
    );
    this.#files = sql.prepare<ArtifactFile>(
      `SELECT id, path, digest, size, ref FROM artifact_files WHERE artifact_id = ?1 AND ${PATHS} AND id > ?3 ORDER BY id LIMIT ?4`,
    );
    this.#count = sql.prepare<{ count: number }>(
      `SELECT COUNT(*) AS count FROM artifact_files WHERE artifact_id = ?1 AND ${PATHS}`,
    );
    this.#nameIn = sql.prepare<{ path: string }>(
      `SELECT path FROM artifact_files WHERE digest = ? AND ref IS NULL
         AND artifact_id IN (SELECT artifact_id FROM memberships WHERE collection_id = ?) LIMIT 1`,
    );
    this.#oweUnused = sql.prepare(
      `INSERT INTO removals (digest) SELECT digest FROM contents WHERE digest NOT IN (${NAMED})`,
    );
    this.#forgetUnused = sql.prepare(`DELETE FROM contents WHERE digest NOT IN (${NAMED})`);
    this.#addManifest = sql.prepare(
      'INSERT INTO manifests (artifact_id, name, type, base_id, digest) VALUES (?, ?, ?, ?, ?)',
    );
    this.#setDigest = sql.prepare('UPDATE manifests SET digest = ? WHERE id = ?');
    this.#manifest = sql.prepare<StoredManifest>(`${SELECT_MANIFEST} WHERE id = ?`);
    this.#manifests = sql.prepare<StoredManifest>(`${SELECT_MANIFEST} WHERE artifact_id = ? ORDER BY id`);
  }

  size(digest: string): number | null {
    return this.#size.get(digest)?.size ?? null;
  }

  record(digest: string, size: number): void {
    this.#sql.transaction(() => {
      this.#record.run(digest, size);
      this.#forgive.run(digest);
    });
  }

  list(): string[] {
    return this.#list.all().map(({ digest }) => digest);
  }

  isNamed(digest: string): boolean {
    return this.#isNamed.get(digest) !== undefined;
  }

  lose(digests: string[]): void {
    this.#sql.transaction(() => {
      for (const digest of digests) this.#lose.run(digest);
    });
  }

  announce(files: { artifact: number; path: string; digest: string }[]): boolean[] {
    const list = JSON.stringify(files);
    return this.#sql.transaction(() => {
      this.#putFiles.run(list);
      const missing = new Set(this.#missing.all(list).map(({ key }) => key));
      return files.map((_, index) => !missing.has(index));
    });
  }

  /** Makes these the files of an artifact and this its manifest; returns their size. To be called in a transaction. */
  replace(artifact: number, manifest: string, files: ManifestFile[]): number {
    const list = JSON.stringify(files.map((file) => ({ artifact, ...file })));
    const [missing] = this.#missing.all(list);
    if (missing) {
      throw new StoreRefusal(
        'not-uploaded',
        `The file ${JSON.stringify(missing.path)} has not been uploaded: ask createArtifactFiles where to, and commit again.`,
      );
    }
    for (const table of ['artifact_files', 'manifests'])
      this.#sql.prepare(`DELETE FROM ${table} WHERE artifact_id = ?`).run(artifact);
    this.#putFiles.run(list);
    this.#addManifest.run(artifact, 'wandb_manifest.json', 'FULL', null, manifest);
    return this.#total.get(artifact)!.size;
  }

  files(
    artifact: number,
    { after, limit, paths }: { after: number; limit: number; paths: string[] | null },
  ): ArtifactFile[] {
    return this.#files.all(artifact, paths && JSON.stringify(paths), after, limit);
  }

  countFiles(artifact: number, paths: string[] | null): number {
    return this.#count.get(artifact, paths && JSON.stringify(paths))?.count ?? 0;
  }

  nameIn(collection: number, digest: string): string | null {
    return this.#nameIn.get(digest, collection)?.path ?? null;
  }

  forgetUnused(): void {
    this.#sql.transaction(() => {
      this.#oweUnused.run();
      this.#forgetUnused.run();
    });
  }

  addManifest({ artifactId, name, type, baseId, digest }: Omit<StoredManifest, 'id'>): StoredManifest {
    return this.#manifest.get(this.#addManifest.run(artifactId, name, type, baseId, digest))!;
  }

  manifest(id: number): StoredManifest | null {
    return this.#manifest.get(id) ?? null;
  }

  setManifestDigest(id: number, digest: string): StoredManifest {
    this.#setDigest.run(digest, id);
    return this.#manifest.get(id)!;
  }

  manifests(artifact: number): StoredManifest[] {
    return this.#manifests.all(artifact);
  }
}
