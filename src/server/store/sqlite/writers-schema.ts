/** A step of the schema: who numbers the lines of a run, and where they lie; see `writers.ts`. */
export const WRITERS_SCHEMA = `
  CREATE TABLE writers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL,
    client TEXT,
    twin_id INTEGER,
    history_from INTEGER NOT NULL,
    events_from INTEGER NOT NULL,
    output_from INTEGER NOT NULL,
    history_mark TEXT,
    events_mark TEXT,
    summary TEXT
  );
  CREATE INDEX writers_of_run ON writers (run_id);

  CREATE TABLE stretches (
    writer_id INTEGER NOT NULL,
    stream INTEGER NOT NULL,
    first INTEGER NOT NULL,
    number INTEGER NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (writer_id, stream, first)
  ) WITHOUT ROWID;
`;
