/** The steps of the schema from that on by which lines lie in chunks. */
export const LATER_MIGRATIONS: readonly string[] = [
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
];
