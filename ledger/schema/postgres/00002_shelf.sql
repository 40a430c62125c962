-- +goose Up
-- The shelf: by what each report's kin are found, the ties between reports, and
-- what is still to be related. It follows from the readings and can be made anew.
CREATE TABLE shelf_report (
  id    BIGINT PRIMARY KEY,
  first BIGINT NOT NULL,
  last  BIGINT NOT NULL,
  read  BIGINT NOT NULL,
  topic BYTEA NOT NULL,
  keys  BYTEA NOT NULL
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
  PRIMARY KEY (a, b)
);
CREATE TABLE shelf_mark (
  kind   INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  report BIGINT NOT NULL,
  PRIMARY KEY (kind, day, report)
);
CREATE UNIQUE INDEX shelf_marked ON shelf_mark (kind, report);
CREATE TABLE shelf_state (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
