-- +goose Up
CREATE TABLE desk_account (
  name     TEXT PRIMARY KEY,
  role     TEXT NOT NULL,
  password TEXT NOT NULL, -- argon2id in PHC form; empty for those who come through an identity provider
  subject  TEXT NOT NULL, -- whom the provider knows, once met
  provided INTEGER NOT NULL,
  epoch    TEXT NOT NULL, -- sessions of another epoch are over
  created  TEXT NOT NULL
);
CREATE TABLE desk_token (
  id      TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES desk_account (name) ON DELETE CASCADE,
  label   TEXT NOT NULL,
  scopes  TEXT NOT NULL,
  hash    TEXT NOT NULL UNIQUE,
  created TEXT NOT NULL,
  expires TEXT NOT NULL
);
CREATE TABLE desk_session (
  id      TEXT PRIMARY KEY,
  body    BYTEA NOT NULL,
  expires BIGINT NOT NULL
);
CREATE TABLE desk_once (
  person   TEXT NOT NULL,
  key      TEXT NOT NULL,
  request  TEXT NOT NULL,
  decision TEXT NOT NULL,
  at       BIGINT NOT NULL,
  PRIMARY KEY (person, key)
);
CREATE TABLE desk_audit (
  at    TEXT NOT NULL,
  who   TEXT NOT NULL,
  what  TEXT NOT NULL,
  about TEXT NOT NULL
);
-- +goose Down
DROP TABLE desk_audit;
DROP TABLE desk_once;
DROP TABLE desk_session;
DROP TABLE desk_token;
DROP TABLE desk_account;
