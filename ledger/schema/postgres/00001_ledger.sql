-- +goose Up
-- The record. Nothing in these four tables changes once written; a key is the
-- one thing that can be destroyed.
CREATE TABLE record (
  seq  BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  key  TEXT COLLATE "C" NOT NULL,
  at   TEXT NOT NULL,
  who  TEXT NOT NULL,
  body BYTEA NOT NULL,
  hash BYTEA NOT NULL
);
CREATE INDEX record_key ON record (kind, key, seq);
CREATE TABLE tree (idx BIGINT PRIMARY KEY, hash BYTEA NOT NULL);
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, body BYTEA NOT NULL);
CREATE TABLE seal_key (id TEXT PRIMARY KEY, key BYTEA NOT NULL);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- +goose StatementBegin
CREATE FUNCTION sayso_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the record is append-only'; END $$;
-- +goose StatementEnd
CREATE TRIGGER record_kept BEFORE UPDATE OR DELETE ON record FOR EACH ROW EXECUTE FUNCTION sayso_append_only();
CREATE TRIGGER blob_kept BEFORE UPDATE OR DELETE ON blob FOR EACH ROW EXECUTE FUNCTION sayso_append_only();

-- The state: all of it follows from the record.
CREATE TABLE report (
  num       BIGINT PRIMARY KEY,
  id        TEXT COLLATE "C" NOT NULL UNIQUE,
  seq       BIGINT NOT NULL,
  url       TEXT NOT NULL,
  outlet    TEXT NOT NULL,
  published TEXT NOT NULL,
  basis     TEXT NOT NULL,
  version   BIGINT NOT NULL,
  previous  TEXT NOT NULL,
  reading   BIGINT NOT NULL DEFAULT -1,
  claims    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX report_url ON report (url, num);
CREATE TABLE reading (
  seq       BIGINT PRIMARY KEY,
  report    TEXT NOT NULL,
  version   TEXT NOT NULL,
  model     TEXT NOT NULL,
  published TEXT NOT NULL
);
CREATE INDEX reading_report ON reading (report, seq);
CREATE TABLE claim (
  num        BIGINT PRIMARY KEY,
  report     BIGINT NOT NULL,
  id         TEXT NOT NULL,
  text       TEXT NOT NULL,
  voice      TEXT NOT NULL,
  factuality TEXT NOT NULL,
  status     TEXT NOT NULL,
  edtf       TEXT NOT NULL,
  first_day  BIGINT,
  last_day   BIGINT,
  numbers    TEXT NOT NULL,
  open       BIGINT NOT NULL,
  origins    BIGINT,
  standing   TEXT NOT NULL DEFAULT '',
  words      TSVECTOR NOT NULL
);
CREATE UNIQUE INDEX claim_report ON claim (report, id);
CREATE INDEX claim_words ON claim USING gin (words) WITH (fastupdate = off);
CREATE INDEX claim_standing ON claim (standing, num) WHERE standing <> '';
CREATE TABLE decision (
  seq     BIGINT PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  undone  BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX decision_subject ON decision (subject, seq);
CREATE TABLE fact (
  kind TEXT NOT NULL,
  key  TEXT COLLATE "C" NOT NULL,
  seq  BIGINT NOT NULL,
  body BYTEA NOT NULL,
  terms TEXT NOT NULL,
  PRIMARY KEY (kind, key)
);
CREATE TABLE fact_term (
  kind TEXT NOT NULL,
  term TEXT COLLATE "C" NOT NULL,
  key  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (kind, term, key)
);
