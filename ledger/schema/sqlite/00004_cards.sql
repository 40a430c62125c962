-- +goose Up
-- What relating needs of each report's reading, in a form that is read fast.
CREATE TABLE shelf_card (
  report    INTEGER PRIMARY KEY,
  read      INTEGER NOT NULL,
  published TEXT NOT NULL,
  body      BLOB NOT NULL
) STRICT;
