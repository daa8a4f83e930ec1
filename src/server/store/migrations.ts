/**
 * The schema, as the steps that lead to it. `PRAGMA user_version` counts the steps that a database has taken; a step that was
 * released is never changed, a new one is added at the end.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE projects (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entity TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (entity, name)
  );

  CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    state TEXT NOT NULL,
    exitcode INTEGER,
    stop_requested INTEGER NOT NULL DEFAULT 0,
    config TEXT NOT NULL DEFAULT '{}',
    summary TEXT NOT NULL DEFAULT '{}',
    tags TEXT NOT NULL DEFAULT '[]',
    notes TEXT,
    description TEXT,
    group_name TEXT,
    job_type TEXT,
    host TEXT,
    program TEXT,
    repo TEXT,
    commit_hash TEXT,
    sweep TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    heartbeat_at INTEGER NOT NULL,
    history_lines INTEGER NOT NULL DEFAULT 0,
    events_lines INTEGER NOT NULL DEFAULT 0,
    output_lines INTEGER NOT NULL DEFAULT 0,
    UNIQUE (project_id, name)
  );

  CREATE TABLE lines (
    run_id INTEGER NOT NULL,
    stream INTEGER NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (run_id, stream, number)
  ) WITHOUT ROWID;

  CREATE TABLE columns (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 0,
    UNIQUE (run_id, key, kind)
  );

  CREATE TABLE blocks (
    column_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    low REAL,
    high REAL,
    data BLOB NOT NULL,
    PRIMARY KEY (column_id, number)
  );

  CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    mimetype TEXT NOT NULL,
    md5 TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (run_id, name)
  );
  `,
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
  ALTER TABLE alerts ADD COLUMN awaited INTEGER NOT NULL DEFAULT 0;
  `,
];
