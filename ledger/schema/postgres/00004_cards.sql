-- +goose Up
-- What relating needs of each report's reading, in a form that is read fast.
CREATE TABLE shelf_card (
  report    BIGINT PRIMARY KEY,
  read      BIGINT NOT NULL,
  published TEXT NOT NULL,
  body      BYTEA NOT NULL
);
