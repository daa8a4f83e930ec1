import { FIRST_SCHEMA } from './first-schema';
import { WRITERS_SCHEMA } from './writers-schema';

/**
 * The schema, as the steps that lead to it. `PRAGMA user_version` counts the steps that a database has taken; a step
 * that was released is never changed, a new one is added at the end.
 */
export const MIGRATIONS: readonly string[] = [
  FIRST_SCHEMA,
  `
  ALTER TABLE runs ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;

  CREATE TABLE upstreams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    since INTEGER NOT NULL
  );

  CREATE TABLE relayed_runs (
    upstream_id INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    claimed INTEGER NOT NULL,
    identity TEXT,
    revision INTEGER NOT NULL,
    history_lines INTEGER NOT NULL,
    events_lines INTEGER NOT NULL,
    output_lines INTEGER NOT NULL,
    rewrites INTEGER NOT NULL DEFAULT 0,
    ended INTEGER NOT NULL,
    dropped TEXT,
    PRIMARY KEY (run_id, upstream_id)
  ) WITHOUT ROWID;

  CREATE TABLE relayed_files (
    upstream_id INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    md5 TEXT NOT NULL,
    PRIMARY KEY (run_id, upstream_id, name)
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    severity TEXT NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX alerts_of_run ON alerts (run_id, title, created_at);
  `,
  `
  CREATE TABLE collections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    description TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    next_version INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    UNIQUE (project_id, name)
  );

  CREATE TABLE artifacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    digest TEXT NOT NULL,
    description TEXT,
    metadata TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    aliases TEXT NOT NULL DEFAULT '[]',
    size INTEGER NOT NULL DEFAULT 0,
    file_count INTEGER NOT NULL DEFAULT 0,
    history_step INTEGER,
    ttl_seconds INTEGER,
    distributed_id TEXT,
    run_id INTEGER,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
  );
  CREATE INDEX artifacts_by_digest ON artifacts (collection_id, digest);

  CREATE TABLE artifact_clients (
    client_id TEXT PRIMARY KEY,
    artifact_id INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE memberships (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id INTEGER NOT NULL,
    artifact_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (collection_id, version),
    UNIQUE (artifact_id, collection_id)
  );

  CREATE TABLE aliases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id INTEGER NOT NULL,
    artifact_id INTEGER NOT NULL,
    alias TEXT NOT NULL,
    UNIQUE (collection_id, alias)
  );
  CREATE INDEX aliases_of_artifact ON aliases (artifact_id);

  CREATE TABLE manifests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    artifact_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    base_id INTEGER,
    digest TEXT NOT NULL
  );
  CREATE INDEX manifests_of_artifact ON manifests (artifact_id);

  CREATE TABLE artifact_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    artifact_id INTEGER NOT NULL,
    path TEXT NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    ref TEXT,
    UNIQUE (artifact_id, path)
  );
  CREATE INDEX artifact_files_by_digest ON artifact_files (digest);

  CREATE TABLE contents (
    digest TEXT PRIMARY KEY,
    size INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE run_artifacts (
    run_id INTEGER NOT NULL,
    artifact_id INTEGER NOT NULL,
    how TEXT NOT NULL,
    PRIMARY KEY (run_id, how, artifact_id)
  ) WITHOUT ROWID;
  CREATE INDEX run_artifacts_of_artifact ON run_artifacts (artifact_id);
  `,
  `
  CREATE TABLE sweeps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    config TEXT NOT NULL,
    description TEXT,
    display_name TEXT,
    seed INTEGER NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    UNIQUE (project_id, name)
  );

  CREATE TABLE agents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sweep_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    host TEXT NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    heartbeat_at INTEGER NOT NULL
  );
  CREATE INDEX agents_of_sweep ON agents (sweep_id);

  CREATE TABLE places (
    sweep_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    agent_id INTEGER NOT NULL,
    run_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (sweep_id, number)
  ) WITHOUT ROWID;
  CREATE INDEX places_of_agent ON places (agent_id);
  `,
  'CREATE TABLE owed_alerts (alert_id INTEGER PRIMARY KEY, attempts INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL);',
  'ALTER TABLE alerts ADD COLUMN awaited INTEGER NOT NULL DEFAULT 0',
  // Lines lay one by one before. Long ones stay alone, for a value has a largest size.
  `
  CREATE TABLE chunks (
    run_id INTEGER NOT NULL,
    stream INTEGER NOT NULL,
    number INTEGER NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (run_id, stream, number)
  );
  INSERT INTO chunks
    SELECT run_id, stream, min(number), json_group_array(text ORDER BY number) FROM (
      SELECT *, length(text) > 8192 AS alone, number - row_number() OVER (PARTITION BY run_id, stream, length(text) > 8192 ORDER BY number) AS gap
      FROM lines)
    GROUP BY run_id, stream, alone, gap, CASE WHEN alone THEN number ELSE number / 128 END;
  DROP TABLE lines;
  `,
  WRITERS_SCHEMA,
  'ALTER TABLE runs ADD COLUMN preempting INTEGER NOT NULL DEFAULT 0',
  // A type outlives its last collection.
  `
  CREATE TABLE artifact_types (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (project_id, name)
  );
  INSERT INTO artifact_types (project_id, name, created_at)
    SELECT project_id, type, MIN(created_at) FROM collections GROUP BY project_id, type ORDER BY MIN(id);
  `,
  "ALTER TABLE sweeps ADD COLUMN prior_runs TEXT NOT NULL DEFAULT '[]'",
  `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE removals (id INTEGER PRIMARY KEY, run_id INTEGER, name TEXT, digest TEXT);
  `,
];
