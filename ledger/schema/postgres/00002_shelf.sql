-- +goose Up
-- The shelf: by what each report's kin are found, the ties between reports,
-- what is proposed of each, and what is still to be related. It follows from the readings and can be made anew.
CREATE TABLE shelf_report (
  id    BIGINT PRIMARY KEY,
  first BIGINT NOT NULL,
  last  BIGINT NOT NULL,
  read  BIGINT NOT NULL,
  topic BYTEA NOT NULL,
  keys  BYTEA NOT NULL,
  terms BYTEA NOT NULL
);
CREATE TABLE shelf_key (
  key    BIGINT NOT NULL,
  day    INTEGER NOT NULL,
  report BIGINT NOT NULL,
  PRIMARY KEY (key, day, report)
);
CREATE TABLE shelf_tie (
  a        BIGINT NOT NULL,
  b        BIGINT NOT NULL,
  strength DOUBLE PRECISION NOT NULL,
  story    DOUBLE PRECISION NOT NULL,
  content  DOUBLE PRECISION NOT NULL,
  rests    INTEGER NOT NULL,
  via      TEXT NOT NULL,
  PRIMARY KEY (a, b)
);
CREATE TABLE shelf_link (
  a    BIGINT NOT NULL,
  n    INTEGER NOT NULL,
  b    BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (a, n)
);
CREATE INDEX shelf_linked ON shelf_link (b, a);
CREATE TABLE shelf_mark (
  kind   INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  report BIGINT NOT NULL,
  PRIMARY KEY (kind, day, report)
);
CREATE UNIQUE INDEX shelf_marked ON shelf_mark (kind, report);
CREATE TABLE shelf_state (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
