-- +goose Up
-- The record. Nothing in these four tables changes once written; a key is the
-- one thing that can be destroyed.
CREATE TABLE record (
  seq  INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key  TEXT NOT NULL,
  at   TEXT NOT NULL,
  who  TEXT NOT NULL,
  body BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX record_key ON record (kind, key, seq);
CREATE TABLE tree (idx INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE seal_key (id TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- +goose StatementBegin
CREATE TRIGGER record_kept BEFORE UPDATE ON record BEGIN SELECT raise(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER record_stays BEFORE DELETE ON record BEGIN SELECT raise(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER blob_kept BEFORE UPDATE ON blob BEGIN SELECT raise(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER blob_stays BEFORE DELETE ON blob BEGIN SELECT raise(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd

-- The state: all of it follows from the record.
CREATE TABLE report (
  num       INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  seq       INTEGER NOT NULL,
  url       TEXT NOT NULL,
  outlet    TEXT NOT NULL,
  published TEXT NOT NULL,
  basis     TEXT NOT NULL,
  version   INTEGER NOT NULL,
  previous  TEXT NOT NULL,
  reading   INTEGER NOT NULL DEFAULT -1,
  claims    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX report_url ON report (url, num);
CREATE TABLE reading (
  seq       INTEGER PRIMARY KEY,
  report    TEXT NOT NULL,
  version   TEXT NOT NULL,
  model     TEXT NOT NULL,
  published TEXT NOT NULL
) STRICT;
CREATE INDEX reading_report ON reading (report, seq);
CREATE TABLE claim (
  num        INTEGER PRIMARY KEY,
  report     INTEGER NOT NULL,
  id         TEXT NOT NULL,
  text       TEXT NOT NULL,
  voice      TEXT NOT NULL,
  factuality TEXT NOT NULL,
  status     TEXT NOT NULL,
  edtf       TEXT NOT NULL,
  first_day  INTEGER,
  last_day   INTEGER,
  numbers    TEXT NOT NULL,
  open       INTEGER NOT NULL,
  origins    INTEGER,
  standing   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX claim_report ON claim (report, id);
CREATE INDEX claim_standing ON claim (standing, num) WHERE standing <> '';
CREATE VIRTUAL TABLE claim_words USING fts5(words, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars ':'");
CREATE VIRTUAL TABLE claim_vocab USING fts5vocab(claim_words, instance);
CREATE TABLE decision (
  seq     INTEGER PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  undone  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX decision_subject ON decision (subject, seq);
CREATE TABLE fact (
  kind TEXT NOT NULL,
  key  TEXT NOT NULL,
  seq  INTEGER NOT NULL,
  body BLOB NOT NULL,
  terms TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_term (
  kind TEXT NOT NULL,
  term TEXT NOT NULL,
  key  TEXT NOT NULL,
  PRIMARY KEY (kind, term, key)
) STRICT, WITHOUT ROWID;
