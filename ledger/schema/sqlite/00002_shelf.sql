-- +goose Up
-- The shelf: by what each report's kin are found, the ties between reports,
-- what is proposed of each, and what is still to be related. It follows from the readings and can be made anew.
CREATE TABLE shelf_report (
  id    INTEGER PRIMARY KEY,
  first INTEGER NOT NULL,
  last  INTEGER NOT NULL,
  read  INTEGER NOT NULL,
  topic BLOB NOT NULL,
  keys  BLOB NOT NULL,
  terms BLOB NOT NULL
) STRICT;
CREATE TABLE shelf_key (
  key    INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  report INTEGER NOT NULL,
  PRIMARY KEY (key, day, report)
) STRICT, WITHOUT ROWID;
CREATE TABLE shelf_tie (
  a        INTEGER NOT NULL,
  b        INTEGER NOT NULL,
  strength REAL NOT NULL,
  story    REAL NOT NULL,
  content  REAL NOT NULL,
  rests    INTEGER NOT NULL,
  via      TEXT NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE TABLE shelf_link (
  a    INTEGER NOT NULL,
  n    INTEGER NOT NULL,
  b    INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (a, n)
) STRICT;
CREATE INDEX shelf_linked ON shelf_link (b, a);
CREATE TABLE shelf_mark (
  kind   INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  report INTEGER NOT NULL,
  PRIMARY KEY (kind, day, report)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX shelf_marked ON shelf_mark (kind, report);
CREATE TABLE shelf_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
